package verbal

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
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

// A Model is a softmax regression over Features, and a second one, over what
// the first says of an utterance and of the coach's utterances beside it. The
// weights of the first are whole numbers of eight bits, times one scale.
type Model struct {
	bias    [kinds]float64
	scale   float64
	again   [1 + looks][kinds]float64 // the biases first
	weights string                    // kinds signed bytes for each feature
}

// looks is how many features the second look has.
const looks = 3 * kinds

// Its file is the name, the number of kinds and bits, little-endian 64-bit
// floats (scale, biases, the second look's), then the weights.
const (
	modelName   = "stillpoint class 2\n"
	modelHeader = len(modelName) + 2 + 8*(1+kinds+(1+looks)*kinds)
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
	for i := range m.again {
		for k := range m.again[i] {
			m.again[i][k] = number()
		}
	}
	m.weights = file[modelHeader:]
	return m, nil
}

// A Table is biases, and weights: len(Kinds) for each feature.
type Table struct {
	Bias    []float64
	Weights []float32
}

// FormatModel writes the file of a model; again is the table of the second
// look, of which only the weights of Look's features are kept.
func FormatModel(first, again Table) []byte {
	top := float32(0)
	for _, w := range first.Weights {
		top = max(top, w, -w)
	}
	scale := max(float64(top)/127, math.SmallestNonzeroFloat64)
	file := append(make([]byte, 0, modelBytes), modelName...)
	file = append(file, byte(kinds), FeatureBits)
	numbers := slices.Concat([]float64{scale}, first.Bias, again.Bias)
	for _, w := range again.Weights[:looks*kinds] {
		numbers = append(numbers, float64(w))
	}
	for _, x := range numbers {
		file = binary.LittleEndian.AppendUint64(file, math.Float64bits(x))
	}
	for _, w := range first.Weights {
		file = append(file, byte(int8(math.Round(float64(w)/scale))))
	}
	return file
}

// Look is what the second look sees: the probabilities of an utterance, and
// those of the coach's utterances before and after it, nil where there is none.
func Look(p, before, after []float64) []Feature {
	list := make([]Feature, 0, looks)
	for k, x := range p {
		list = append(list, Feature{uint32(k), float32(.3 * math.Log(x+1e-4))})
	}
	for side, beside := range [...][]float64{before, after} {
		if beside == nil {
			beside = average[:]
		}
		for k, x := range beside {
			list = append(list, Feature{uint32((1+side)*kinds + k), float32(x)})
		}
	}
	return list
}

// average is how often each of the Kinds is met: what is taken to stand beside
// an utterance that nothing stands beside.
var average = [kinds]float64{.17, .12, .27, .07, .04, .33}

// given is how much more of input there is in what gives something.
var given = [...]float64{givesNothing: 1, givesHers: .7, givesHint: 1, givesAdvice: 1.5, givesAdviceOnly: 4, givesFact: 1.5, givesCourtesy: 1}

// courtesy is how much more of other there is in a courtesy.
const courtesy = 2.5

// BestKind is the index of the kind that p speaks for: question, reflection,
// input and other come first, and within one of them its likeliest kind; input
// that proposes is advice.
func BestKind(p [kinds]float64, gives int) int {
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
		if group[0] == kindInformation {
			sum *= given[gives]
		}
		if group[0] == kindOther && gives == givesCourtesy {
			sum *= courtesy
		}
		if sum > top {
			best, top = k, sum
		}
	}
	if best == kindInformation && (gives == givesAdvice || gives == givesAdviceOnly) {
		return kindAdvice
	}
	return best
}

// Weight is weight i, as FormatModel numbers them.
func (m *Model) Weight(i int) float64 { return m.scale * float64(int8(m.weights[i])) }

// probabilities are those of the Kinds for e, whose text was studied; they add
// up to 1.
func (m *Model) probabilities(e Exchange, t *turn) [kinds]float64 {
	var sum [kinds]float64
	if m.weights != "" {
		for _, f := range features(e, t) {
			row := m.weights[int(f.At)*kinds : int(f.At)*kinds+kinds]
			for k := range kinds {
				sum[k] += float64(f.Value) * float64(int8(row[k]))
			}
		}
	}
	for k := range sum {
		sum[k] = sum[k]*m.scale + m.bias[k]
	}
	return softmax(sum)
}

// look is the second look.
func (m *Model) look(p, before, after []float64) [kinds]float64 {
	sum := m.again[0]
	for _, f := range Look(p, before, after) {
		for k := range sum {
			sum[k] += float64(f.Value) * m.again[1+f.At][k]
		}
	}
	return softmax(sum)
}

func softmax(x [kinds]float64) [kinds]float64 {
	top, all := slices.Max(x[:]), 0.0
	for k := range x {
		x[k] = math.Exp(x[k] - top)
		all += x[k]
	}
	for k := range x {
		x[k] /= all
	}
	return x
}
