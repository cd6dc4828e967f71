// Two media elements as one: the clip leads, the music follows from its chosen moment.
//
// Small drift is corrected by bending the music's playback rate (pitch is kept by the browser), large drift by seeking. A bend
// keeps one rate until it is done: browsers pay for every change of rate with a little more delay. What a seek lands late
// by is remembered, and the next one aims ahead by it.
// A clip that this browser cannot show leaves the lead to the music.

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
    this.playing = false;
    this.lead = 0; // seconds that a seek of the music lands late by
    this.soughtAt = 0; // when the music was last sought, ms; 0 once what came of it is known
    this.bentSince = 0; // when the present bend began, ms; 0: none
    this.bentAhead = false;
    this.gain = 1;
    this.preview = false; // the picture alone, silent, while its music is being found
    this.levels = { clip: 0.3, music: 0.8 };
    video.addEventListener("loadedmetadata", () => Number.isFinite(video.duration) && this.setLength(video.duration));
    video.addEventListener("error", () => this.losePicture());
    video.addEventListener("ended", () => this.rewind());
    audio.addEventListener("ended", () => !this.picture && this.rewind());
    audio.addEventListener("error", () => this.music && this.emit("silent"));
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  emit(name) {
    this.dispatchEvent(new Event(name));
  }

  /** Where we are in the clip, seconds. */
  get time() {
    if (this.picture) return this.video.currentTime;
    return this.music ? Math.max(0, this.audio.currentTime - this.start) : 0;
  }

  /** How far the music is ahead of where it should be, seconds. */
  get drift() {
    return this.audio.currentTime - (this.start + this.video.currentTime);
  }

  setClip(url, length) {
    this.picture = true;
    if (length) this.setLength(length);
    if (this.video.src !== new URL(url, location.href).href) this.video.src = url;
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

  /** Let the picture run silently until there is music. */
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
    this.video.volume = this.levels.clip ** 2; // squared: an even step to the ear
    this.video.muted = this.preview || this.levels.clip === 0;
    this.audio.volume = this.levels.music ** 2 * this.gain;
  }

  seek(time) {
    const to = Math.min(Math.max(0, time), Math.max(0, this.length - 0.05));
    if (this.picture) this.video.currentTime = to;
    if (this.music) this.audio.currentTime = this.start + to;
    this.emit("time");
  }

  async play() {
    if (this.picture && this.video.ended) this.seek(0);
    if (this.music) this.align();
    this.playing = true;
    this.emit("state");
    try {
      await Promise.all([this.picture && this.video.play(), this.music && this.audio.play()]);
      if (this.music) this.align();
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

  /** Back to the first moment, and on: the clip and its music repeat together. */
  rewind() {
    this.seek(0);
    if (this.playing) this.play();
  }

  align() {
    if (this.picture && Math.abs(this.drift) > BEND_TO_S) this.seekMusic();
  }

  /** Put the music where the clip is, aiming ahead by what earlier seeks landed late. */
  seekMusic() {
    this.audio.playbackRate = 1;
    this.bentSince = 0;
    this.soughtAt = performance.now();
    this.audio.currentTime = this.start + this.video.currentTime + (this.playing ? this.lead : 0);
  }

  tick() {
    if (!this.playing) return;
    if (this.picture && this.music) this.follow();
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
    if (this.soughtAt && now - this.soughtAt > 400) {
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
