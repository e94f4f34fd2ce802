"use strict";

// Reading a picture: upright, RGB, 8 bits, transparent parts on white, colour profiles left alone;
// the same rules as in tlgui. The browser decodes, everything around it is done here.

const PIXEL_LIMIT = 80e6;
const BYTE_LIMIT = 500e6;
const TILE = 2048; // A multiple of 8; phones refuse canvases that are much larger.

class PictureError extends Error {
  constructor(problem, details) {
    super(problem);
    this.problem = problem;
    this.details = details || {};
  }
}

function letters(bytes, at, count) {
  return String.fromCharCode(...bytes.subarray(at, at + count));
}

function big32(bytes, at) {
  return bytes[at] * 0x1000000 + (bytes[at + 1] << 16) + (bytes[at + 2] << 8) + bytes[at + 3];
}

function little32(bytes, at) {
  return bytes[at] + (bytes[at + 1] << 8) + (bytes[at + 2] << 16) + bytes[at + 3] * 0x1000000;
}

// The format that the first bytes of a file speak of, or null.
function pictureFormat(bytes) {
  if (letters(bytes, 0, 3) === "\xff\xd8\xff") return "JPEG";
  if (letters(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "PNG";
  if (/^GIF8[79]a$/.test(letters(bytes, 0, 6))) return "GIF";
  if (/^(II[*+]\0|MM\0[*+])$/.test(letters(bytes, 0, 4))) return "TIFF";
  if (letters(bytes, 0, 4) === "RIFF" && letters(bytes, 8, 4) === "WEBP") return "WEBP";
  if (letters(bytes, 0, 2) === "BM") {
    return [12, 16, 40, 52, 56, 64, 108, 124].includes(little32(bytes, 14)) ? "BMP" : null;
  }
  if (letters(bytes, 4, 4) === "ftyp") {
    const brands = [8, 16, 20, 24, 28].map((at) => letters(bytes, at, 4));
    if (brands.some((brand) => /^avi[fs]$/.test(brand))) return "AVIF";
    if (brands.some((brand) => /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand))) return "HEIF";
  }
  return null;
}

// The picture of a file as {pixels, width, height}, three bytes a pixel. A JPEG comes out at 1/2,
// 1/4 or 1/8 of its size as long as both sides stay at least `minimumSide` long.
async function readPicture(file, minimumSide, bitDepth) {
  if (file.size > BYTE_LIMIT) throw new PictureError("tooHeavy");
  const bytes = new Uint8Array(await bytesOf(file));
  if (!bytes.length) throw new PictureError("empty");
  const kind = pictureFormat(bytes);
  if (kind === null) throw new PictureError("notPicture");
  if (kind === "TIFF") throw new PictureError("tiff");
  const told = HEADERS[kind] ? HEADERS[kind](bytes) : {};
  if (told.width) refuseTooLarge(told.width, told.height);
  let picture;
  if (told.grey16) {
    picture = await greyOf16Bits(told, bitDepth || 16);
  } else {
    const bitmap = await decoded(new Blob(told.parts || [bytes]), kind);
    try {
      refuseTooLarge(bitmap.width, bitmap.height);
      picture = pixelsOf(bitmap, kind === "JPEG" ? reduction(bitmap, minimumSide) : 1);
    } finally {
      bitmap.close();
    }
  }
  return turned(picture, told.orientation || 1);
}

async function bytesOf(file) {
  try {
    return await file.arrayBuffer();
  } catch (error) {
    throw new PictureError("gone");
  }
}

async function decoded(blob, kind) {
  try {
    return await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch (error) {
    throw new PictureError(kind === "HEIF" ? "heif" : kind === "AVIF" ? "avif" : "damaged");
  }
}

function refuseTooLarge(width, height) {
  if (width * height > PIXEL_LIMIT) throw new PictureError("tooLarge", { width, height });
}

// ---- What stands before the pixels --------------------------------------------------------------
//
// Each gives {width, height, orientation, parts}: `parts` is the file without what would make a
// browser turn the picture, for not all of them do so for every format.

const HEADERS = { JPEG: jpegHeader, PNG: pngHeader, WEBP: webpHeader };

function jpegHeader(bytes) {
  const told = { orientation: null };
  let xmp = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new PictureError("damaged");
    const marker = bytes[at + 1];
    if (marker === 0xff || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = bytes[at + 2] * 256 + bytes[at + 3];
    if (marker === 0xe1 && letters(bytes, at + 4, 6) === "Exif\0\0") {
      told.orientation = told.orientation || exifOrientation(bytes.subarray(at + 10, at + 2 + length));
      bytes[at + 4] = 0x78; // "xxif" is nobody's.
      bytes[at + 5] = 0x78;
    } else if (marker === 0xe1 && letters(bytes, at + 4, 29) === "http://ns.adobe.com/xap/1.0/\0") {
      xmp = xmp || xmpOrientation(bytes.subarray(at + 33, at + 2 + length));
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      told.height = bytes[at + 5] * 256 + bytes[at + 6];
      told.width = bytes[at + 7] * 256 + bytes[at + 8];
    } else if (marker === 0xda) {
      break;
    }
    at += 2 + length;
  }
  if (!hasEndOfJpeg(bytes, at)) throw new PictureError("cutOff");
  told.orientation = told.orientation || xmp;
  return told;
}

function hasEndOfJpeg(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

function pngHeader(bytes) {
  const told = {
    width: big32(bytes, 16),
    height: big32(bytes, 20),
    grey16: bytes[24] === 16 && bytes[25] === 0,
    interlaced: bytes[28] !== 0,
    packed: [],
    parts: [bytes.subarray(0, 8)],
  };
  let [exif, profile, xmp] = [null, null, null];
  let complete = false;
  for (let at = 8; at + 12 <= bytes.length && !complete; ) {
    const end = at + 12 + big32(bytes, at);
    const kind = letters(bytes, at + 4, 4);
    const body = bytes.subarray(at + 8, end - 4);
    if (end > bytes.length) break;
    if (kind === "eXIf") exif = exifOrientation(body);
    else told.parts.push(bytes.subarray(at, end));
    if (kind === "IDAT") told.packed.push(body);
    if (kind === "tEXt" && /^Raw profile type exif\0/.test(letters(body, 0, 22))) {
      profile = exifOrientation(unpackedProfile(body.subarray(22)));
    }
    if (kind === "iTXt" && /^XML:com\.adobe\.xmp\0/.test(letters(body, 0, 18))) xmp = xmpOrientation(body);
    complete = kind === "IEND";
    at = end;
  }
  if (!complete) throw new PictureError("cutOff");
  told.orientation = exif || profile || xmp;
  return told;
}

// ImageMagick's way to put EXIF into PNG: a name, a length, then hexadecimal digits.
function unpackedProfile(body) {
  const digits = new TextDecoder("latin1").decode(body).split("\n").slice(3).join("");
  return Uint8Array.from(digits.match(/[0-9a-f]{2}/gi) || [], (pair) => parseInt(pair, 16));
}

function webpHeader(bytes) {
  if (little32(bytes, 4) + 8 > bytes.length) throw new PictureError("cutOff");
  let [exif, xmp] = [null, null];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const kind = letters(bytes, at, 4);
    const size = little32(bytes, at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (kind === "EXIF") {
      exif = exifOrientation(body);
      bytes[at] = 0x58; // Chunks of an unknown kind are passed over.
    }
    if (kind === "XMP ") xmp = xmpOrientation(body);
    at += 8 + size + (size % 2);
  }
  return { orientation: exif || xmp };
}

// 1 to 8 as EXIF numbers them, or null. An EXIF block is a small TIFF file: a byte order, the place
// of a directory, and its entries of 12 bytes each (TIFF 6.0, section 2).
function exifOrientation(block) {
  if (letters(block, 0, 6) === "Exif\0\0") block = block.subarray(6);
  const order = letters(block, 0, 4);
  if (order !== "II*\0" && order !== "MM\0*") return null;
  const little = order[0] === "I";
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  try {
    const start = view.getUint32(4, little);
    const count = view.getUint16(start, little);
    for (let entry = start + 2; entry < start + 2 + 12 * count; entry += 12) {
      if (view.getUint16(entry, little) !== 0x0112) continue;
      const kind = view.getUint16(entry + 2, little);
      if (view.getUint32(entry + 4, little) !== 1) return null;
      const read = { 1: "getUint8", 3: "getUint16", 4: "getUint32" }[kind];
      const value = read ? view[read](entry + 8, little) : 0;
      return value >= 1 && value <= 8 ? value : null;
    }
  } catch (error) {
    return null; // The block is cut off.
  }
  return null;
}

function xmpOrientation(block) {
  const found = /tiff:Orientation(?:=["']|>)\s*([1-8])\b/.exec(new TextDecoder("latin1").decode(block));
  return found ? Number(found[1]) : null;
}

// ---- Pixels -------------------------------------------------------------------------------------

// By how much a JPEG is reduced: each block of 8 x 8 pixels becomes its average, or those of its
// parts. Decoders make them from fewer coefficients.
function reduction(bitmap, minimumSide) {
  const most = Math.min(Math.floor(bitmap.width / minimumSide), Math.floor(bitmap.height / minimumSide));
  return [8, 4, 2].find((by) => by <= most) || 1;
}

function pixelsOf(bitmap, by) {
  const width = Math.ceil(bitmap.width / by);
  const height = Math.ceil(bitmap.height / by);
  const pixels = new Uint8Array(3 * width * height);
  const canvas = new OffscreenCanvas(Math.min(TILE, bitmap.width), Math.min(TILE, bitmap.height));
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  pen.imageSmoothingEnabled = false;
  for (let top = 0; top < bitmap.height; top += TILE) {
    for (let left = 0; left < bitmap.width; left += TILE) {
      const rows = Math.min(TILE, bitmap.height - top);
      const columns = Math.min(TILE, bitmap.width - left);
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, columns, rows);
      pen.drawImage(bitmap, -left, -top);
      const tile = pen.getImageData(0, 0, columns, rows);
      if (by === 1) copyInto(pixels, width, tile, left, top);
      else reduceInto(pixels, width, tile, left / by, top / by, by);
    }
  }
  return { pixels, width, height };
}

// Averages, rounded where a decoder rounds them: as brightness and two colours (JFIF 1.02), and once
// more on the way to red, green and blue.
function setRounded(pixels, at, red, green, blue) {
  const y = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  const cb = Math.round(-0.168735892 * red - 0.331264108 * green + 0.5 * blue);
  const cr = Math.round(0.5 * red - 0.418687589 * green - 0.081312411 * blue);
  pixels[at] = clipped(y + 1.402 * cr + 0.5);
  pixels[at + 1] = clipped(y - 0.344136286 * cb - 0.714136286 * cr + 0.5);
  pixels[at + 2] = clipped(y + 1.772 * cb + 0.5);
}

function clipped(value) {
  return Math.min(Math.max(Math.floor(value), 0), 255);
}

function reduceInto(pixels, width, tile, left, top, by) {
  const { data, width: columns, height: rows } = tile;
  for (let row = 0; row < rows; row += by) {
    const last = Math.min(row + by, rows);
    for (let column = 0; column < columns; column += by) {
      const end = Math.min(column + by, columns);
      let [red, green, blue] = [0, 0, 0];
      for (let y = row; y < last; y++) {
        for (let at = 4 * (y * columns + column); at < 4 * (y * columns + end); at += 4) {
          red += data[at];
          green += data[at + 1];
          blue += data[at + 2];
        }
      }
      const count = (last - row) * (end - column);
      const to = 3 * ((top + row / by) * width + left + column / by);
      setRounded(pixels, to, red / count, green / count, blue / count);
    }
  }
}

function copyInto(pixels, width, { data, width: columns, height: rows }, left, top) {
  for (let row = 0; row < rows; row++) {
    let to = 3 * ((top + row) * width + left);
    for (let at = 4 * row * columns; at < 4 * (row + 1) * columns; at += 4) {
      pixels[to++] = data[at];
      pixels[to++] = data[at + 1];
      pixels[to++] = data[at + 2];
    }
  }
}

// Grey of 16 bits, of which `bitDepth` are used: browsers would keep the upper eight of all.
async function greyOf16Bits(told, bitDepth) {
  if (told.interlaced) throw new PictureError("interlaced");
  const { width, height } = told;
  let raw;
  try {
    const unpacked = new Blob(told.packed).stream().pipeThrough(new DecompressionStream("deflate"));
    raw = new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (error) {
    throw new PictureError("damaged");
  }
  const stride = 2 * width;
  if (raw.length < height * (stride + 1)) throw new PictureError("cutOff");
  const white = 2 ** bitDepth - 1;
  const pixels = new Uint8Array(3 * width * height);
  let above = new Uint8Array(stride);
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1);
    const line = raw.subarray(start + 1, start + 1 + stride);
    unfilter(raw[start], line, above, 2);
    for (let column = 0; column < width; column++) {
      const value = Math.min(line[2 * column] * 256 + line[2 * column + 1], white);
      const at = 3 * (row * width + column);
      pixels.fill(Math.floor((510 * value + white) / (2 * white)), at, at + 3);
    }
    above = line;
  }
  return { pixels, width, height };
}

// A line of a PNG as it was before it was filtered (PNG, third edition, section 9.2).
function unfilter(kind, line, above, step) {
  if (kind > 4) throw new PictureError("damaged");
  for (let at = 0; at < line.length; at++) {
    const left = at >= step ? line[at - step] : 0;
    const up = above[at];
    if (kind === 1) line[at] += left;
    else if (kind === 2) line[at] += up;
    else if (kind === 3) line[at] += (left + up) >> 1;
    else if (kind === 4) line[at] += paeth(left, up, at >= step ? above[at - step] : 0);
  }
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

// Where the pixel at (row, column) of the upright picture lies in the stored one, by orientation.
const SOURCES = {
  2: (row, column, bottom, right) => [row, right - column],
  3: (row, column, bottom, right) => [bottom - row, right - column],
  4: (row, column, bottom) => [bottom - row, column],
  5: (row, column) => [column, row],
  6: (row, column, bottom) => [bottom - column, row],
  7: (row, column, bottom, right) => [bottom - column, right - row],
  8: (row, column, bottom, right) => [column, right - row],
};

function turned(picture, orientation) {
  const source = SOURCES[orientation];
  if (!source) return picture;
  const { pixels, width, height } = picture;
  const sides = orientation >= 5 ? [height, width] : [width, height];
  const made = { pixels: new Uint8Array(pixels.length), width: sides[0], height: sides[1] };
  let to = 0;
  for (let row = 0; row < made.height; row++) {
    for (let column = 0; column < made.width; column++, to += 3) {
      const [y, x] = source(row, column, height - 1, width - 1);
      const from = 3 * (y * width + x);
      made.pixels[to] = pixels[from];
      made.pixels[to + 1] = pixels[from + 1];
      made.pixels[to + 2] = pixels[from + 2];
    }
  }
  return made;
}
