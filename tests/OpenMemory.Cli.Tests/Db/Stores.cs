using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

/// <summary>Small stores, made by the commands themselves.</summary>
internal static class Stores
{
    /// <summary>Makes a store with some grains.</summary>
    public static string Make(TestFolder folder, params GrainBlob[] grains)
    {
        string path = folder["memory.db"];
        Assert.That(CliRun.Of("store", "init", path).ExitCode, Is.Zero);
        if (grains.Length > 0) Assert.That(Put(path, grains).ExitCode, Is.Zero);
        return path;
    }

    /// <summary>Puts grains as lines of hexadecimal.</summary>
    public static CliRun Put(string path, params GrainBlob[] grains) => CliRun.WithText(Hex(grains), "store", "put", path, "-");

    public static string Hex(params GrainBlob[] grains) => string.Join('\n', grains.Select(static grain => Convert.ToHexStringLower(grain.Delivered.Span)));

    /// <summary>A fact as JSON, with its fields in the order of a person's.</summary>
    public static string Json(string value, string more = "") =>
        $$"""{"type":"fact","subject":"s","relation":"prefers","object":"{{value}}","confidence":0.9,"created_at":{{Memories.Start}}{{more}}}""";
}
