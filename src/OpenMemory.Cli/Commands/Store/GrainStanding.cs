using OpenMemory.Cli.Terminal;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary>What became of a grain, in words.</summary>
internal static class GrainStanding
{
    /// <summary>One line for each thing to say; <c>current</c> where nothing became of it.</summary>
    internal static IEnumerable<string> Lines(IndexEntry entry)
    {
        string since = entry.State.SystemValidTo is { } time ? UtcText.Minute(time) : "";
        string end = since.Length == 0 ? "" : $" at {since}", status = entry.State.VerificationStatus;
        bool isSuperseded = false;
        foreach (ContentAddress successor in entry.Successors())
        {
            yield return $"superseded by {GrainBrief.Short(successor)}{(isSuperseded ? " too" : end)}";
            isSuperseded = true;
        }
        if (!isSuperseded) yield return since.Length > 0 ? $"not held for true since {since}" : "current";
        if (status != IndexState.Unverified) yield return PlainText.Clean(status, 40) + (entry.IsContradicted ? ", contradicted" : "");
    }
}
