using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory;

/// <summary>A JSON writer with a buffer of its own; one is kept for each thread.</summary>
internal sealed class JsonBuffer
{
    private const int LargestKept = 1 << 20;

    private static readonly JsonWriterOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * CodecLimits.DeepestNesting };

    [ThreadStatic]
    private static JsonBuffer? t_idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_buffer, s_oneLine);

    /// <summary>Writes one line, readable for people.</summary>
    internal Utf8JsonWriter Writer { get; }

    /// <summary>Takes the thread's, or a new one when somebody on this thread already has it.</summary>
    internal static JsonBuffer Rent()
    {
        JsonBuffer buffer = t_idle ?? new JsonBuffer();
        t_idle = null;
        return buffer;
    }

    /// <summary>What was written, as a text.</summary>
    internal string Take()
    {
        Writer.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    /// <summary>Gives it back empty, whatever became of what was written.</summary>
    internal void Return()
    {
        _buffer.ResetWrittenCount();
        Writer.Reset(_buffer); // lets go of another destination, too
        if (_buffer.Capacity <= LargestKept) t_idle = this;
    }
}
