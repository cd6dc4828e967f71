// Plays two media elements in sync: the clip leads, the music follows from its chosen moment.
//
// Small drift is corrected by changing the music's playback rate (the browser keeps the pitch), large drift by seeking.
// A correction keeps one rate until it is done, for every change of rate costs browsers a little more delay. By how much
// a seek lands late is remembered, and the next one aims ahead by that.
// Where the browser cannot show the clip, the music leads.

const BEND_FROM_S = 0.03; // a bend begins above this
const BEND_TO_S = 0.008; // and ends below this: the two count as together
const BEND = 0.06; // of the rate
const BEND_FOR_MS = 2000; // a bend that has not helped by then gives way to a seek
const SEEK_FROM_S = 0.18; // above this a bend would take too long
const LEAD_MAX_S = 0.25;
const TICK_MS = 80;

export class Player extends EventTarget {
  /** @param {HTMLVideoElement} video @param {HTMLAudioElement} audio */
  constructor(video, audio) {
    super();
    this.video = video;
    this.audio = audio;
    this.start = 0; // where in the music the clip's first moment falls, seconds
    this.length = 0; // of the clip, seconds
    this.picture = true; // false: the browser cannot show this clip
    this.music = false;
    this.rendered = false; // the video is the clip with its music already: nothing else is heard
    this.playing = false;
    this.lead = 0; // seconds that a seek of the music lands late by
    this.soughtAt = 0; // when the music was last sought, ms; 0 once what came of it is known
    this.bentSince = 0; // when the present bend began, ms; 0: none
    this.bentAhead = false;
    this.gain = 1;
    this.preview = false; // the picture alone, silent, while its music is being found
    this.levels = { clip: 0.3, music: 0.8 };
    video.addEventListener("loadedmetadata", () => Number.isFinite(video.duration) && this.setLength(video.duration));
    video.addEventListener("error", () => (this.rendered ? this.emit("norendered") : this.losePicture()));
    video.addEventListener("ended", () => this.rewind());
    audio.addEventListener("ended", () => !this.picture && this.rewind());
    audio.addEventListener("error", () => this.music && this.emit("silent"));
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  emit(name) {
    this.dispatchEvent(new Event(name));
  }

  /** Position in the clip, seconds. */
  get time() {
    if (this.picture) return this.video.currentTime;
    return this.music ? Math.max(0, this.audio.currentTime - this.start) : 0;
  }

  /** Whether the music plays beside the clip, and not in it. */
  get beside() {
    return this.music && !this.rendered;
  }

  /** How far the music is ahead of where it should be, seconds. */
  get drift() {
    return this.audio.currentTime - (this.start + this.video.currentTime);
  }

  setClip(url, length) {
    this.picture = true;
    this.clip = url;
    if (length) this.setLength(length);
    if (this.video.src !== new URL(url, location.href).href) this.video.src = url;
  }

  /** Play the clip with its music as rendered, from the same moment on; null: clip and music beside each other again. */
  setRendered(url) {
    if (!url && !this.rendered) return;
    const at = this.time;
    const wasPlaying = this.playing;
    this.audio.pause();
    this.rendered = Boolean(url);
    this.picture = Boolean(url || this.clip);
    this.video.src = url ?? this.clip ?? "";
    this.video.currentTime = at;
    this.applyLevels();
    if (this.music && !url) this.audio.currentTime = this.start + at;
    if (wasPlaying) this.play();
  }

  setLength(length) {
    this.length = length;
    this.emit("length");
  }

  losePicture() {
    if (!this.video.getAttribute("src") || !this.picture) return;
    const wasPlaying = this.playing;
    this.picture = false;
    this.emit("nopicture");
    if (wasPlaying) this.play();
  }

  /** Play the clip without music until there is some. */
  showSilently() {
    this.preview = true;
    this.applyLevels();
    this.play();
  }

  /** Put another track under the clip without stopping the picture. */
  setMusic(url, start, lufs) {
    if (this.preview) this.endPreview();
    const at = this.time;
    this.start = start;
    this.music = true;
    this.gain = lufs == null ? 1 : Math.min(1, 10 ** ((-16 - lufs) / 20)); // level the tracks with each other
    this.audio.src = url;
    this.audio.currentTime = start + at;
    this.applyLevels();
    if (this.playing) this.audio.play().catch(() => this.pause());
    this.emit("music");
  }

  endPreview() {
    this.preview = false;
    this.pause();
    this.video.currentTime = 0;
  }

  setStart(start) {
    const at = this.time;
    this.start = start;
    this.audio.currentTime = start + at;
    this.emit("music");
  }

  setLevel(which, level) {
    this.levels[which] = level;
    this.applyLevels();
  }

  applyLevels() {
    this.video.volume = this.rendered ? 1 : this.levels.clip ** 2; // squared: an even step to the ear
    this.video.muted = this.preview || (this.levels.clip === 0 && !this.rendered);
    this.audio.volume = this.levels.music ** 2 * this.gain;
  }

  seek(time) {
    const to = Math.min(Math.max(0, time), Math.max(0, this.length - 0.05));
    if (this.picture) this.video.currentTime = to;
    if (this.beside) this.audio.currentTime = this.start + to;
    this.emit("time");
  }

  async play() {
    if (this.picture && this.video.ended) this.seek(0);
    if (this.beside) this.align();
    this.playing = true;
    this.emit("state");
    try {
      await Promise.all([this.picture && this.video.play(), this.beside && this.audio.play()]);
      if (this.beside) this.align();
    } catch (error) {
      if (error.name === "NotAllowedError") this.pause(); // the browser wants a touch first
      else if (error.name === "NotSupportedError") this.losePicture();
    }
  }

  pause() {
    this.playing = false;
    this.video.pause();
    this.audio.pause();
    this.emit("state");
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  /** Restart from the beginning: clip and music repeat together. */
  rewind() {
    this.seek(0);
    if (this.playing) this.play();
  }

  align() {
    if (this.picture && Math.abs(this.drift) > BEND_TO_S) this.seekMusic();
  }

  /** Seek the music to the clip's position, ahead by what earlier seeks landed late. */
  seekMusic() {
    this.audio.playbackRate = 1;
    this.bentSince = 0;
    this.soughtAt = performance.now();
    this.audio.currentTime = this.start + this.video.currentTime + (this.playing ? this.lead : 0);
  }

  tick() {
    if (!this.playing) return;
    if (this.picture && this.beside) this.follow();
    if (!this.picture && this.length && this.time >= this.length) this.rewind();
    this.emit("time");
  }

  follow() {
    const { video, audio } = this;
    if (audio.ended || audio.seeking || video.seeking) return;
    const waiting = video.readyState < 3;
    if (waiting !== audio.paused) waiting ? audio.pause() : audio.play().catch(() => {}); // the music waits for the picture
    this.correctDrift(this.drift, performance.now());
  }

  correctDrift(drift, now) {
    const size = Math.abs(drift);
    if (this.soughtAt && now - this.soughtAt > 400) { // a seek has settled after that many milliseconds
      this.lead = Math.min(LEAD_MAX_S, Math.max(0, this.lead - drift)); // late is negative
      this.soughtAt = 0;
    }
    if (size > SEEK_FROM_S || (this.bentSince && now - this.bentSince > BEND_FOR_MS)) return this.soughtAt || this.seekMusic();
    if (this.bentSince ? size < BEND_TO_S || drift > 0 !== this.bentAhead : size <= BEND_FROM_S) {
      this.bentSince = 0;
      this.setRate(1);
    } else if (!this.bentSince) {
      this.bentSince = now;
      this.bentAhead = drift > 0;
      this.setRate(drift > 0 ? 1 - BEND : 1 + BEND);
    }
  }

  setRate(rate) {
    if (this.audio.playbackRate !== rate) this.audio.playbackRate = rate;
  }

  close() {
    clearInterval(this.timer);
    for (const media of [this.video, this.audio]) {
      media.pause();
      media.removeAttribute("src");
      media.load();
    }
  }
}
