"use strict";

// Bringing a picture to the network's input: framed and resized as in training, to the last bit.
// Canvases scale each in their own way, so the resizing is done here: antialiased, on 8-bit values
// in whole numbers, rounded between its two passes, as torch.nn.functional.interpolate does it.

// {pixels, width, height} of the network's input, by the numbers of `preprocessing`.
function framed(picture, numbers) {
  if (numbers.framing === "squeeze") {
    return resized(picture, numbers.height, numbers.width, numbers.interpolation);
  }
  return numbers.framing === "whole" ? whole(picture, numbers) : centre(picture, numbers);
}

function whole(picture, numbers) {
  const scale = Math.min(numbers.height / picture.height, numbers.width / picture.width);
  const fit = (side, most) => Math.min(most, Math.max(1, toEven(side * scale)));
  const height = fit(picture.height, numbers.height);
  const width = fit(picture.width, numbers.width);
  const small = resized(picture, height, width, numbers.interpolation);
  const top = Math.floor((numbers.height - height) / 2);
  const left = Math.floor((numbers.width - width) / 2);
  const pixels = new Uint8Array(3 * numbers.height * numbers.width);
  // What is 0 after normalisation: a margin says nothing to the network.
  const margin = numbers.mean.map((value) => toEven(255 * Math.min(Math.max(value, 0), 1)));
  for (let at = 0; at < pixels.length; at++) pixels[at] = margin[at % 3];
  for (let row = 0; row < height; row++) {
    const line = small.pixels.subarray(3 * row * width, 3 * (row + 1) * width);
    pixels.set(line, 3 * ((top + row) * numbers.width + left));
  }
  return { pixels, width: numbers.width, height: numbers.height };
}

function centre(picture, numbers) {
  const side = numbers.resize_side;
  const shorter = Math.min(picture.height, picture.width);
  const height = Math.max(Math.trunc((side * picture.height) / shorter), side);
  const width = Math.max(Math.trunc((side * picture.width) / shorter), side);
  if (Math.max(height, width) > 8 * side) {
    // A long strip: only its centre is ever seen.
    const keep = Math.max(1, 8 * shorter);
    const top = Math.max(0, Math.floor((picture.height - keep) / 2));
    const left = Math.max(0, Math.floor((picture.width - keep) / 2));
    const rows = Math.min(keep, picture.height - top);
    return centre(part(picture, top, left, rows, Math.min(keep, picture.width - left)), numbers);
  }
  const all = resized(picture, height, width, numbers.interpolation);
  const top = toEven((height - numbers.height) / 2);
  const left = toEven((width - numbers.width) / 2);
  return part(all, top, left, numbers.height, numbers.width);
}

function part(picture, top, left, height, width) {
  const pixels = new Uint8Array(3 * height * width);
  for (let row = 0; row < height; row++) {
    const from = 3 * ((top + row) * picture.width + left);
    pixels.set(picture.pixels.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { pixels, width, height };
}

// Rounded, halves to the even number.
function toEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

function resized(picture, height, width, interpolation) {
  let made = picture;
  if (made.width !== width) made = resizedAcross(made, width, interpolation);
  if (made.height !== height) made = resizedDown(made, height, interpolation);
  return made;
}

function resizedAcross({ pixels, width, height }, size, interpolation) {
  const { starts, lengths, weights } = weightsOf(width, size, interpolation);
  const made = new Uint8Array(3 * size * height);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < size; column++, to += 3) {
      const some = weights[column];
      let at = 3 * (row * width + starts[column]);
      let [red, green, blue] = [0.5, 0.5, 0.5];
      for (let tap = 0; tap < lengths[column]; tap++, at += 3) {
        red += some[tap] * pixels[at];
        green += some[tap] * pixels[at + 1];
        blue += some[tap] * pixels[at + 2];
      }
      made[to] = clipped(red);
      made[to + 1] = clipped(green);
      made[to + 2] = clipped(blue);
    }
  }
  return { pixels: made, width: size, height };
}

function resizedDown({ pixels, width, height }, size, interpolation) {
  const { starts, lengths, weights } = weightsOf(height, size, interpolation);
  const stride = 3 * width;
  const made = new Uint8Array(size * stride);
  const sums = new Float64Array(stride);
  for (let row = 0; row < size; row++) {
    sums.fill(0.5);
    for (let tap = 0; tap < lengths[row]; tap++) {
      const weight = weights[row][tap];
      const from = (starts[row] + tap) * stride;
      for (let at = 0; at < stride; at++) sums[at] += weight * pixels[from + at];
    }
    for (let at = 0; at < stride; at++) made[row * stride + at] = clipped(sums[at]);
  }
  return { pixels: made, width, height: size };
}

// For each of `size` pixels: the first that it is made of, how many, and their weights: whole
// numbers of 16 bits by a power of two, so that their sums are exact.
function weightsOf(source, size, interpolation) {
  const bicubic = interpolation === "bicubic";
  const scale = source / size;
  const reach = bicubic ? 2 : 1;
  const support = scale >= 1 ? reach * scale : reach;
  const squeeze = scale >= 1 ? 1 / scale : 1;
  const [starts, lengths, weights] = [[], [], []];
  let largest = 0;
  for (let pixel = 0; pixel < size; pixel++) {
    const middle = scale * (pixel + 0.5);
    const start = Math.max(Math.trunc(middle - support + 0.5), 0);
    const length = Math.min(Math.trunc(middle + support + 0.5), source) - start;
    const some = new Float64Array(length);
    let total = 0;
    for (let tap = 0; tap < length; tap++) {
      const x = Math.abs((start + tap - middle + 0.5) * squeeze);
      some[tap] = bicubic ? cubic(x) : Math.max(1 - x, 0);
      total += some[tap];
    }
    for (let tap = 0; tap < length; tap++) {
      if (total !== 0) some[tap] /= total;
      largest = Math.max(largest, some[tap]);
    }
    starts.push(start);
    lengths.push(length);
    weights.push(some);
  }
  let bits = 0;
  while (bits < 22 && Math.trunc(0.5 + largest * 2 ** (bits + 1)) < 2 ** 15) bits += 1;
  for (const some of weights) {
    for (let tap = 0; tap < some.length; tap++) {
      const value = some[tap] * 2 ** bits;
      some[tap] = Math.trunc(value < 0 ? value - 0.5 : value + 0.5) / 2 ** bits;
    }
  }
  return { starts, lengths, weights };
}

// The cubic convolution of Keys (1981) with a = -0.5, at a distance x >= 0.
function cubic(x) {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}
