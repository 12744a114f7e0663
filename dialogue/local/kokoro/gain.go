package kokoro

// Gain brings a voice to the level all are brought to, an RMS of 0.09 (-21
// dBFS) while it speaks, within 5 dB; 1 for a voice that was not measured.
func Gain(name string) float64 {
	const level = 0.09
	if rms, ok := levels()[name]; ok {
		return min(max(level/rms, 0.6), 1.75)
	}
	return 1
}

// levels is each voice's RMS over the 20 ms windows within 30 dB of the
// loudest, measured on one sentence of eleven words.
func levels() map[string]float64 {
	return map[string]float64{
		"af_alloy": 0.095, "af_aoede": 0.140, "af_bella": 0.090, "af_heart": 0.080, "af_jessica": 0.082, "af_kore": 0.132, "af_nicole": 0.092,
		"af_nova": 0.052, "af_river": 0.088, "af_sarah": 0.101, "af_sky": 0.073, "am_adam": 0.124, "am_echo": 0.090, "am_eric": 0.095,
		"am_fenrir": 0.119, "am_liam": 0.088, "am_michael": 0.071, "am_onyx": 0.086, "am_puck": 0.135, "am_santa": 0.084, "bf_alice": 0.106,
		"bf_emma": 0.101, "bf_isabella": 0.144, "bf_lily": 0.095, "bm_daniel": 0.092, "bm_fable": 0.083, "bm_george": 0.095, "bm_lewis": 0.073,
	}
}
