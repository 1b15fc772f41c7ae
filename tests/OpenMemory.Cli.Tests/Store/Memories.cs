using System.Text;

namespace OpenMemory.Cli.Tests.Store;

/// <summary>Small memories as <c>.mg</c> files, with what their manifests say.</summary>
internal static class Memories
{
    /// <summary>2026-03-01 00:00, and a day.</summary>
    public const long Start = 1772323200000, Day = 86400000;

    public const string Person = "customer-2184";

    public static ContentAddress Absent { get; } = ContentAddress.Compute("nothing"u8);

    /// <summary>What somebody prefers, written on a day of March 2026.</summary>
    /// <param name="day">The day.</param>
    /// <param name="value">What.</param>
    /// <param name="more">Further fields as JSON, each with a comma before it.</param>
    /// <param name="replaces">What it replaces.</param>
    public static GrainBlob Fact(int day, string value, string more = "", params ContentAddress[] replaces)
    {
        string derived = replaces.Length == 0 ? "" : $",\"derived_from\":[{string.Join(',', replaces.Select(static address => $"\"{address}\""))}],\"invalidation_type\":\"superseded\"";
        return GrainJson.Encode(Encoding.UTF8.GetBytes(
            $$"""{"type":"fact","subject":"s","relation":"prefers","object":"{{value}}","confidence":0.9,"created_at":{{Start + ((day - 1) * Day)}}{{derived}}{{more}}}"""));
    }

    /// <summary>Writes a file.</summary>
    public static string Write(TestFolder folder, string name, GrainBlob[] grains, params (ContentAddress Address, IndexState State)[] entries)
    {
        using MgFileWriter writer = MgFileWriter.Create(folder[name]);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        if (entries.Length > 0) writer.Manifest = IndexManifest.Create(entries.Select(static entry => KeyValuePair.Create(entry.Address, entry.State)));
        writer.Complete();
        return folder[name];
    }

    /// <summary>An entry of a manifest: a grain was superseded on a day, by another one.</summary>
    public static (ContentAddress Address, IndexState State) Superseded(GrainBlob old, GrainBlob successor, int day) =>
        (old.Address, new() { SupersededBy = successor.Address, SystemValidTo = new(Start + ((day - 1) * Day)) });

    public static string Short(GrainBlob grain) => grain.Address.ToString()[..12];
}
