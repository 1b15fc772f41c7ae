using System.Globalization;
using System.Text.Json;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>What a report or an erasure cannot promise, in words (OMS-28.4.4-4).</summary>
internal static class SubjectLimits
{
    /// <summary>Whether a limit makes the result incomplete. That a key is kept is no fault of a command that never destroys one.</summary>
    internal static bool MakesIncomplete(SubjectLimit limit) => limit.MakesIncomplete && limit.Kind != SubjectLimitKind.KeyKept;

    /// <summary>Prints each limit; on standard error those that make the result incomplete.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="asJson">Whether the others are said elsewhere.</param>
    /// <param name="context">Where they go.</param>
    /// <param name="hasMetadata">Whether there are metadata rows; a file has none.</param>
    /// <returns>0 where it is complete, else 1.</returns>
    internal static int Print(IReadOnlyList<SubjectLimit> limits, bool asJson, CommandContext context, bool hasMetadata = false)
    {
        foreach (SubjectLimit limit in limits)
        {
            if (Sentence(limit, hasMetadata) is not { } sentence) continue;
            if (MakesIncomplete(limit)) context.Error.WriteLine($"not complete: {sentence}");
            else if (!asJson) context.WriteLine(sentence);
        }
        return limits.Any(MakesIncomplete) ? ExitCode.BadData : ExitCode.Done;
    }

    internal static void Write(Utf8JsonWriter json, IReadOnlyList<SubjectLimit> limits)
    {
        json.WriteStartArray("limits");
        foreach (SubjectLimit limit in limits)
        {
            json.WriteStartObject();
            json.WriteString("kind", StoreJson.Name(limit.Kind));
            if (limit.Count > 0) json.WriteNumber("count", limit.Count);
            json.WriteBoolean("makes_incomplete", MakesIncomplete(limit));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("complete", !limits.Any(MakesIncomplete));
    }

    private static string? Sentence(SubjectLimit limit, bool hasMetadata) => limit.Kind switch
    {
        SubjectLimitKind.SealedGrains when limit.MakesIncomplete => Count(limit, "sealed: whose they are cannot be seen without --master and --salts"),
        SubjectLimitKind.SealedGrains => Count(limit, "sealed for others: what they say cannot be seen"),
        SubjectLimitKind.CompressedGrains => Count(limit, "compressed: what they say cannot be seen"),
        SubjectLimitKind.UnknownTypes => Count(limit, "of unknown types: only their common fields were looked at"),
        SubjectLimitKind.Held => Count(limit, "under a legal hold: they stay"),
        SubjectLimitKind.ConsentsKept => Count(limit, "consents: they stay"),
        SubjectLimitKind.KeyKept => "The person's key is kept; 'openmemory keys destroy' destroys it.",
        SubjectLimitKind.MentionsNotSearched => "Texts were not searched for mentions of the person; --mentions does that.",
        SubjectLimitKind.MetadataNotSearched when hasMetadata => "The rows of the store's metadata table were not searched.",
        SubjectLimitKind.ResidueRemains => "What was erased may still stand in the file's bytes, because the store was in use; the next deletion or opening overwrites that.",
        _ when limit.MakesIncomplete => StoreJson.Name(limit.Kind).Replace('_', ' '), // whatever else it is, it is not passed over
        _ => null,
    };

    private static string Count(SubjectLimit limit, string what) => string.Create(CultureInfo.InvariantCulture, $"{limit.Count} {(limit.Count == 1 ? "grain is" : "grains are")} {what}");
}
