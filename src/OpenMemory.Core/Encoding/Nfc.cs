using System.Buffers;
namespace OpenMemory;
internal static class Nfc { internal static void Normalize(ReadOnlySpan<byte> s, System.Buffers.IBufferWriter<byte> d) => d.Write(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(s).Normalize())); }
