using System.Buffers;
namespace OpenMemory;
internal static class CaseFolding { internal static void Fold(ReadOnlySpan<byte> s, IBufferWriter<byte> d) => d.Write(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(s).ToLowerInvariant())); }
