"use strict";

// The camera: what it sees is answered again and again, and kept when asked.

let stream = null;
let seen = null; // The answer to the newest frame, which the next waits for.

async function openCamera() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (error) {
    return tell("no_camera");
  }
  tell(null);
  byId("camera_title").textContent = text("starting");
  byId("camera_bars").replaceChildren();
  byId("camera_view").srcObject = stream;
  byId("camera").showModal();
  await byId("camera_view").play();
  return lookAgain();
}

function closeCamera() {
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
  byId("camera_view").srcObject = null;
}

async function lookAgain() {
  while (stream) {
    if (state === "failed") return byId("camera").close();
    if (state !== "ready" || !byId("camera_view").videoWidth) await later(100);
    else {
      const frame = await createImageBitmap(byId("camera_view"));
      const answered = new Promise((resolve) => (seen = resolve));
      worker.postMessage({ look: 0, file: frame }, [frame]);
      showSeen(await answered);
      await later(30);
    }
  }
  return undefined;
}

const later = (ms) => new Promise((resume) => setTimeout(resume, ms));

function showSeen({ probabilities, distance }) {
  if (!probabilities || !stream) return;
  const order = ordered(probabilities);
  const decision = decided(probabilities, order, distance);
  byId("camera").className = decision;
  byId("camera_title").replaceChildren(titleFor(decision, order));
  fillBars(byId("camera_bars"), probabilities, order, TOP_OF_ONE);
}

function keepFrame() {
  const view = byId("camera_view");
  const canvas = make("canvas");
  canvas.width = view.videoWidth;
  canvas.height = view.videoHeight;
  canvas.getContext("2d").drawImage(view, 0, 0);
  canvas.toBlob((blob) => {
    const at = new Date().toLocaleTimeString(language).replaceAll(":", "-");
    take([new File([blob], `${text("camera")} ${at}.png`, { type: "image/png" })]);
  }, "image/png");
}

byId("open_camera").hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
byId("open_camera").addEventListener("click", openCamera);
byId("camera_keep").addEventListener("click", keepFrame);
byId("camera_close").addEventListener("click", () => byId("camera").close());
byId("camera").addEventListener("close", closeCamera);
