package kokoro

// Trails says that a voice puts a small vowel or an s behind the last word of
// what ends in a full stop ("It's white, ah", "At the mistakes, sir"), and
// less often without one: it is given none at the very end.
//
// Of 20 sentences spoken and heard again the last word was another, or one was
// added, 10 times with the full stop and 4 without in bf_emma; 8 and 8 in
// bf_isabella, 4 with it in bm_george.
func Trails(name string) bool { return name == "bf_emma" }
