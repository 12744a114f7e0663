package phoneme
import ("testing";"os";"bufio";"fmt";"time";"runtime")
func TestTry(t *testing.T){
 t0:=time.Now()
 us,err:=Open(os.Getenv("STILLPOINT_MODELS"),US); if err!=nil{t.Fatal(err)}
 fmt.Println("load",time.Since(t0))
 gb,_:=Open(os.Getenv("STILLPOINT_MODELS"),GB)
 var m runtime.MemStats; runtime.ReadMemStats(&m); fmt.Println(m.HeapAlloc>>20,"MB")
 f,_:=os.Open("/tmp/mouthx/in.txt"); s:=bufio.NewScanner(f)
 for s.Scan(){ t0=time.Now(); a:=us.Read(s.Text(),nil); d:=time.Since(t0); b:=gb.Read(s.Text(),nil)
  fmt.Println(s.Text(),"\n  ",a.Phonemes,a.Unknown,d,"\n  ",b.Phonemes,b.Unknown)}
}
