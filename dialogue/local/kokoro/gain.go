package kokoro

// Gain brings a voice to the common level; 1 for one that was not measured.
func Gain(name string) float64 { return 1 }
