namespace OpenMemory;
internal enum TextFault : byte { None, InvalidUtf8, ByteOrderMark, NotNormalized }
internal static class Utf8Text { internal static TextFault Check(ReadOnlySpan<byte> s, out int index) { index=0; if (System.Text.Ascii.IsValid(s)) return TextFault.None; if(!System.Text.Unicode.Utf8.IsValid(s)) return TextFault.InvalidUtf8; var t=System.Text.Encoding.UTF8.GetString(s); if(t.Contains('\uFEFF')) return TextFault.ByteOrderMark; return t.IsNormalized()?TextFault.None:TextFault.NotNormalized; } }
