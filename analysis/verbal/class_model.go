package verbal

import (
	"encoding/binary"
	"errors"
	"math"
)

// Kinds are what the model tells apart, in the order of its probabilities.
var Kinds = [...]string{"open", "closed", "reflection", "information", "advice", "other"}

const (
	kinds           = len(Kinds)
	kindReflection  = 2
	kindInformation = 3
	kindAdvice      = 4
	kindOther       = 5
)

// A Model is a softmax regression over Features. Its weights are whole
// numbers of eight bits, times one scale.
type Model struct {
	bias    [kinds]float64
	scale   float64
	weights string // kinds signed bytes for each feature
}

// Its file is the name, the number of kinds and bits, the scale and the biases
// as little-endian 64-bit floats, then the weights.
const (
	modelName   = "stillpoint class 1\n"
	modelHeader = len(modelName) + 2 + 8*(1+kinds)
	modelBytes  = modelHeader + kinds<<FeatureBits
)

// ParseModel reads a model's file. The model keeps file.
func ParseModel(file string) (Model, error) {
	var m Model
	if len(file) != modelBytes || file[:len(modelName)] != modelName ||
		file[len(modelName)] != byte(kinds) || file[len(modelName)+1] != FeatureBits {
		return m, errors.New("not the weights of this version's model")
	}
	at := len(modelName) + 2
	number := func() float64 {
		x := math.Float64frombits(binary.LittleEndian.Uint64([]byte(file[at : at+8])))
		at += 8
		return x
	}
	m.scale = number()
	for k := range m.bias {
		m.bias[k] = number()
	}
	m.weights = file[modelHeader:]
	return m, nil
}

// FormatModel writes the file of a model with these biases and weights; the
// weights hold len(Kinds) for each feature.
func FormatModel(bias []float64, weights []float32) []byte {
	top := float32(0)
	for _, w := range weights {
		top = max(top, w, -w)
	}
	scale := float64(top) / 127
	file := append(make([]byte, 0, modelBytes), modelName...)
	file = append(file, byte(kinds), FeatureBits)
	for _, x := range append([]float64{scale}, bias...) {
		file = binary.LittleEndian.AppendUint64(file, math.Float64bits(x))
	}
	for _, w := range weights {
		file = append(file, byte(int8(math.Round(float64(w)/max(scale, math.SmallestNonzeroFloat64)))))
	}
	return file
}

// plainAdvice is how much more a form of advice in the words makes of input.
const plainAdvice = 1.3

// BestKind is the index of the kind that p speaks for: question, reflection,
// input and other come first, and within one of them its likeliest kind; input
// that proposes is advice.
func BestKind(p [kinds]float64, proposes bool) int {
	pick := func(from, to int) (best int, sum float64) {
		best = from
		for k := from; k < to; k++ {
			if sum += p[k]; p[k] > p[best] {
				best = k
			}
		}
		return best, sum
	}
	best, top := pick(0, kindReflection)
	for _, group := range [...][2]int{{kindReflection, kindInformation}, {kindInformation, kindOther}, {kindOther, kinds}} {
		k, sum := pick(group[0], group[1])
		if group[0] == kindInformation && proposes {
			sum *= plainAdvice
		}
		if sum > top {
			best, top = k, sum
		}
	}
	if best == kindInformation && proposes {
		return kindAdvice
	}
	return best
}

// Weight is weight i, as FormatModel numbers them.
func (m *Model) Weight(i int) float64 { return m.scale * float64(int8(m.weights[i])) }

// Proposes says that text has a form of advice. Of 56 inputs of annomi-train
// that have one, 41 are no information.
func Proposes(text string) bool { return study(text, classForms).proposes() }

func (t *turn) proposes() bool {
	_, advice := t.firstAbove(formAdvice, .7)
	return advice
}

// probabilities are those of the Kinds for e, whose text was studied; they add
// up to 1.
func (m *Model) probabilities(e Exchange, t *turn) [kinds]float64 {
	var sum [kinds]float64
	for _, f := range features(e, t) {
		if m.weights == "" {
			break
		}
		row := m.weights[int(f.At)*kinds : int(f.At)*kinds+kinds]
		for k := range kinds {
			sum[k] += float64(f.Value) * float64(int8(row[k]))
		}
	}
	top := math.Inf(-1)
	for k := range sum {
		sum[k] = sum[k]*m.scale + m.bias[k]
		top = max(top, sum[k])
	}
	all := 0.0
	for k := range sum {
		sum[k] = math.Exp(sum[k] - top)
		all += sum[k]
	}
	for k := range sum {
		sum[k] /= all
	}
	return sum
}
