using System.Buffers;
using System.Text.Json;

namespace OpenMemory;

public static partial class GrainJson
{
    /// <summary>The grain as one line of JSON.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The text.</returns>
    public static string ToJson(Grain grain)
    {
        JsonBuffer buffer = JsonBuffer.Rent();
        try
        {
            Write(buffer.Writer, grain);
            return buffer.Take();
        }
        finally
        {
            buffer.Return();
        }
    }

    /// <summary>The grain as one line of JSON, from its bytes: the text that its object would give.</summary>
    /// <param name="view">The grain.</param>
    /// <returns>The text.</returns>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public static string ToJson(GrainView view)
    {
        JsonBuffer buffer = JsonBuffer.Rent();
        try
        {
            Write(buffer.Writer, view);
            return buffer.Take();
        }
        finally
        {
            buffer.Return();
        }
    }

    /// <summary>Writes the grain as one JSON object, <c>type</c> first.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="grain">The grain.</param>
    public static void Write(Utf8JsonWriter writer, Grain grain)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(grain);
        writer.WriteStartObject();
        if (!grain.Type.HasSchema())
        {
            writer.WriteStartObject(JsonNotation.Opaque);
            writer.WriteNumber("type_byte", (byte)grain.Type);
            JsonValueWriter.WriteEntry(writer, "payload", grain.ToFields());
            writer.WriteEndObject();
        }
        else WriteFields(writer, grain);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Writes the grain as one JSON object, <c>type</c> first, from its bytes: what its object would give, without making one. Allocates
    /// nothing, unless the grain was read in the Compatible mode.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="view">The grain.</param>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public static void Write(Utf8JsonWriter writer, GrainView view)
    {
        ArgumentNullException.ThrowIfNull(writer);
        bool isReadable = !view.IsSealed && !CompressedPayload.IsIn(view.Header.Flags);
        if (isReadable && view.Mode != ReadingMode.Compatible) JsonViewWriter.Write(writer, view);
        else Write(writer, view.ToGrain());
    }

    /// <summary>
    /// Writes the grain as one line of JSON, from its bytes. Allocates nothing in the steady state, unless the grain was read in
    /// the Compatible mode.
    /// </summary>
    /// <param name="destination">Receives the JSON; a part of it where the destination itself throws.</param>
    /// <param name="view">The grain.</param>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public static void Write(IBufferWriter<byte> destination, GrainView view)
    {
        ArgumentNullException.ThrowIfNull(destination);
        JsonBuffer buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.Reset(destination);
            Write(buffer.Writer, view);
            buffer.Writer.Flush();
        }
        finally
        {
            buffer.Return();
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, Grain grain)
    {
        if (grain.AllFields.ContainsKey("type"))
        {
            // A type that is no text, which was tolerated: it takes the place of the one that the header tells.
            foreach ((string name, OmsValue value) in grain.ToFields()) JsonValueWriter.WriteEntry(writer, name, value);
            return;
        }
        if (grain.WrittenType is { } type) JsonValueWriter.WriteEntry(writer, "type", type);
        foreach ((string name, OmsValue value) in grain.AllFields) JsonValueWriter.WriteEntry(writer, name, value);
    }
}
