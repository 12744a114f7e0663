package verbal

import (
	_ "embed"
	"strings"
)

//go:generate go run common_gen.go ../../../shared/data/annomi-train/utterances.csv

// commonText is words that everybody uses, from the counts of common_gen.go.
//
//go:embed common.txt
var commonText string

// Everyday words of work and home which counselling talks happen to use less.
const everyday = `boss manager managers colleague colleagues office email emails desk client clients customer customers company business project projects
	report reports deadline deadlines staff leader lead leading director role roles career budget meetings promotion salary hire hired contract department
	son sons daughter daughters wife husband partner father dad mum mother brother brothers sister sisters aunt aunts uncle cousin baby kid parent grandmother grandfather
	kitchen table dinner lunch breakfast tea coffee garden window wall floor street town city country village train bus car shop store money bank bill bills
	evening evenings afternoon mornings nights tomorrow yesterday tonight monday tuesday wednesday thursday saturday sunday january february march april june july august september october november december
	spring summer autumn winter holiday holidays birthday christmas weekend hundred thousand twenty thirty forty fifty fourteen fifteen thirteen sixteen eighteen seventeen nineteen sixty seventy eighty ninety ten eleven twelve six nine
	write writing wrote written send sends sent sending call phone message messages answer answers answered picture photo book books film song music paper page letter letters
	stand stands stood standing hold holds held holding carry carries carried carrying bring brings pull pulled pulling push pushed pushing fall falls fell falling break broke broken
	speak speaks spoke spoken speaking explain explained show showed shown showing open opened opening shut close closed closing build choose chose chosen lose losing win won winning
	grow grew grown growing teach taught leave leaves leaving remembered forget forgot forgotten forgets wonder decide deciding handle handled handling manage managed managing
	check checks checked fix fixed fixing save saved share moved stop stopping stops begins began begun finish finished end ended ends waiting waited
	strange funny silly quiet loud tired angry sad afraid scared lonely ashamed happy upset worry worries worrying frustrated stressed alone
	true false wrong clear early late quick quickly slow slowly easy simple real whole empty full strong weak heavy light dark warm cold hot young
	half quarter double extra single third person woman women man men boy boys girl girls child neighbour neighbours voice voices face faces eyes eye hand hands arm arms feet foot
	sleep sleeping slept dream dreams eat walk walks sit sits sat sitting run runs ran drive drove driven drives moment moments silence pause step
	love loved loving hate hated care cared caring matter mattered meaning reason story stories question trust trusted truth lie secret
	side front top bottom middle edge corner inside outside across along nearly hardly enough rather else anyway though somehow somewhere
	job jobs task tasks plan planned decision decisions problem result results goal experience skill skills training feedback review
	girlfriend boyfriend guest guests relationship marriage married divorce wedding funeral birth age teenager grandchildren granddad grandma adult adults
	driver road roads station airport flight ticket hotel beach park dog dogs cat
	cup plate glass bottle box bag bags chair bed sofa lamp clock keys key coat shoes shirt dress clothes hair skin
	red blue green yellow black white brown grey colour colours round square sharp soft rough smooth clean dirty wet dry
	government law police army news newspaper internet computer screen website online video camera machine tool tools
	hospital ward wards medicine illness ill dead death died dying die born alive pain blood bone heart head brain skin stomach chest throat breath breathe breathing
	cook cooking cooked cooks clean cleaning wash washing clothes shopping buy bought sell sold pay paid cost costs price cash rent loan debt savings income tax
	football game games sport sports team teams match player coach club dance dancing sing singing guitar piano
	church god prayer school schools university student students teacher teachers lesson lessons class college exam exams degree
	customer supplier supplies order orders stock factory warehouse truck store product products service services sales marketing finance accountant lawyer engineer
	nobody everybody somebody anything whatever whoever wherever`

// common are the stems of the words that are nobody's own.
var common = func() map[string]bool {
	s := map[string]bool{}
	for _, list := range []string{commonText, everyday} {
		for w := range strings.FieldsSeq(list) {
			s[stem(w)] = true
		}
	}
	return s
}()

// rare says that w is a word few people use: at least four letters, not common.
func (w word) rare() bool {
	return w.content && len(w.is) >= 4 && w.feeling.words == 0 && !common[w.stem] && !aux[w.is] && !strings.ContainsAny(w.is, "0123456789")
}
