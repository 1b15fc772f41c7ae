using OpenMemory.Cli.Inspection;
using OpenMemory.Cli.Report;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary>A grain in one line.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="CreatedAt">When it was written; null where that cannot be seen.</param>
/// <param name="Summary">What it is about, safe to show.</param>
/// <param name="Grain">The grain, where it can be read.</param>
internal sealed record GrainBrief(ContentAddress Address, string Type, EpochMilliseconds? CreatedAt, string Summary, Grain? Grain)
{
    private const int ShortLength = 12;

    /// <summary>As much of the address as names it in practice, and as commands take.</summary>
    internal string ShortAddress => Short(Address);

    /// <summary>For example <c>2026-03-09 10:00</c>.</summary>
    internal string Time => CreatedAt is { } time ? UtcText.Minute(time) : "-";

    internal static string Short(ContentAddress address) => address.ToString()[..ShortLength];

    internal static GrainBrief Of(GrainBlob blob)
    {
        GrainHeader header = blob.Header;
        Grain? grain = Read(blob);
        string summary = grain is not null ? GrainSentence.Of(grain)
            : (header.Flags & GrainFlags.Encrypted) != 0 ? "sealed: its content cannot be read without the key" : "its content cannot be read here";
        return new(blob.Address, SummaryView.TypeName((byte)header.Type), grain?.CreatedAt ?? TimeOf(blob), summary, grain);
    }

    /// <summary>When a grain was written, without the rest being read; null where that cannot be seen.</summary>
    internal static EpochMilliseconds? TimeOf(GrainBlob blob)
    {
        uint seconds = blob.Header.CreatedAtSeconds;
        if (blob.View().TryGet(Field.CreatedAt, out FieldValue time) && time is { Kind: OmsValueKind.Integer, IsUnsigned: false }) return new(time.Int64);
        return seconds == 0 ? null : new(1000L * seconds);
    }

    private static Grain? Read(GrainBlob blob)
    {
        try
        {
            return ReceivedGrain.Read(blob.Delivered.Span).Grain;
        }
        catch (OmsException)
        {
            return null;
        }
    }
}
