// Stands in for the person at the page of examples/browser, and for the microphone: fills fields and presses buttons as POST /next says,
// tells by POST /report what is on the page and what is heard. It comes before the page's own scripts.
const post = (path, body) => fetch(path, {method: "POST", body}).then(reply => reply.text());
const context = new AudioContext();
const connections = [];
const heard = [];

const microphone = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async constraints => {
  // Permission to use a microphone makes the browser list its real addresses.
  await microphone(constraints);
  const tone = context.createOscillator();
  tone.frequency.value = 440;
  const destination = context.createMediaStreamDestination();
  tone.connect(destination);
  tone.start();
  return destination.stream;
};

window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...settings) {
    super(...settings);
    connections.push(this);
    this.addEventListener("track", event => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      context.createMediaStreamSource(new MediaStream([event.track])).connect(analyser);
      heard.push(analyser);
    });
  }
};

function peakHz(analyser) {
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  let peak = 0;
  bins.forEach((level, index) => { if (level > bins[peak]) { peak = index; } });
  return bins[peak] < -70 ? 0 : Math.round(peak * context.sampleRate / analyser.fftSize);
}

/** Of the newest connection. */
async function report() {
  const facts = {status: document.getElementById("status").textContent, peakHz: 0, connection: "none", packetsReceived: 0, packetsSent: 0};
  const newest = connections.at(-1);
  if (newest) {
    facts.connection = newest.connectionState;
    facts.offered = (newest.localDescription ?? {}).sdp ?? "";
    facts.peakHz = heard.length === 0 ? 0 : peakHz(heard.at(-1));
    const stats = await newest.getStats();
    for (const s of stats.values()) {
      if (s.type === "inbound-rtp") {
        facts.packetsReceived += s.packetsReceived;
      } else if (s.type === "outbound-rtp") {
        facts.packetsSent += s.packetsSent;
      } else if (s.type === "transport") {
        Object.assign(facts, {dtls: s.dtlsState, srtpCipher: s.srtpCipher, ice: s.iceState});
        const pair = stats.get(s.selectedCandidatePairId);
        facts.remote = pair ? stats.get(pair.remoteCandidateId).address : "";
      }
    }
  }
  return facts;
}

async function run() {
  let next = await post("/next", "");
  while (next !== "end") {
    const [action, id, ...text] = next.split(" ");
    if (action === "fill") {
      document.getElementById(id).value = text.join(" ");
    } else if (action === "press") {
      document.getElementById(id).click();
    }
    await post("/report", JSON.stringify(await report()));
    next = await post("/next", "");
  }
}

const tell = error => post("/failed", String((error.error ?? error.reason ?? error).stack ?? error.message ?? error));
window.addEventListener("error", tell);
window.addEventListener("unhandledrejection", tell);
window.addEventListener("load", () => run().catch(tell));
