"use strict";

// The network at work, in a thread of its own: the page stays alive. Messages to it:
//   {take: "wasm" | "model", text}   a piece of a file, as base64
//   {start: {numbers, classes}}      all pieces are there
//   {look: number, file}             a picture, as a file or a frame of the camera
// and from it: {ready}, {failed: reason}, {answer: number, probabilities, distance, ms},
// {answer: number, problem, details}.

const taken = { wasm: [], model: [] };
let network = null;
let numbers = null;
let queue = Promise.resolve();

self.onmessage = ({ data }) => {
  if (data.take) taken[data.take].push(bytesFrom(data.text));
  // One after the other: pictures take memory.
  else queue = queue.then(() => (data.start ? start(data.start) : look(data.look, data.file)));
};

function bytesFrom(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function start(asked) {
  try {
    numbers = asked.numbers;
    const unpacked = new Blob(taken.wasm).stream().pipeThrough(new DecompressionStream("gzip"));
    ort.env.wasm.wasmBinary = await new Response(unpacked).arrayBuffer();
    ort.env.wasm.numThreads = 1; // More would take headers that only a server can send.
    ort.env.wasm.proxy = false;
    ort.env.logLevel = "error";
    const model = new Uint8Array(await new Blob(taken.model).arrayBuffer());
    taken.wasm = taken.model = null;
    network = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
    const blank = { pixels: new Uint8Array(3 * numbers.height * numbers.width) };
    const count = (await answerTo(blank)).probabilities.length;
    if (count !== asked.classes) throw new Error(`${count} answers for ${asked.classes} classes`);
    self.postMessage({ ready: true, altered: altersPixels() });
  } catch (error) {
    self.postMessage({ failed: String((error && error.message) || error) });
  }
}

async function look(number, file) {
  try {
    const begun = performance.now();
    const centred = numbers.framing === "centre";
    const side = centred ? numbers.resize_side : Math.max(numbers.height, numbers.width);
    const frame = file instanceof ImageBitmap; // of the camera
    const picture = frame ? pixelsOf(file, 1) : await readPicture(file, side, numbers.bit_depth);
    if (frame) file.close();
    const { probabilities, distance } = await answerTo(framed(picture, numbers));
    const told = distance === null ? probabilities : [...probabilities, distance];
    if (!told.every(Number.isFinite)) throw new PictureError("noAnswer");
    const ms = performance.now() - begun;
    self.postMessage({ answer: number, probabilities, distance, ms });
  } catch (error) {
    const known = error instanceof PictureError;
    const details = known ? error.details : { reason: String((error && error.message) || error) };
    self.postMessage({ answer: number, problem: known ? error.problem : "failed", details });
  }
}

// Probabilities, one for each class, and the distance to what was learned from; null where the
// network does not tell. Normalisation and softmax are part of the network.
async function answerTo({ pixels }) {
  const size = numbers.height * numbers.width;
  const input = new Float32Array(3 * size);
  for (let at = 0; at < size; at++) {
    for (let colour = 0; colour < 3; colour++) input[colour * size + at] = pixels[3 * at + colour] / 255;
  }
  const pictures = new ort.Tensor("float32", input, [1, 3, numbers.height, numbers.width]);
  const answer = await network.run({ pictures });
  const distance = answer.distance ? answer.distance.data[0] : null;
  return { probabilities: Float32Array.from(answer.probabilities.data), distance };
}

// Whether this browser changes what pages read back from a canvas, as a protection from tracking.
function altersPixels() {
  const side = 64;
  const canvas = new OffscreenCanvas(side, side);
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  const drawn = pen.createImageData(side, side);
  for (let at = 0; at < drawn.data.length; at++) drawn.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
  pen.putImageData(drawn, 0, 0);
  const read = pen.getImageData(0, 0, side, side).data;
  return read.some((value, at) => value !== drawn.data[at]);
}
