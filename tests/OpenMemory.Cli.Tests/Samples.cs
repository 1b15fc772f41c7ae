using System.Text.Json;

namespace OpenMemory.Cli.Tests;

/// <summary>Grains that the tests share: the specification's own vectors.</summary>
internal static class Samples
{
    public const string Vector1Address = "3288d0d41cf49a1d428e404f0b6a6fe60388be9536937557f6139b813d53a520";
    public const string Vector6Address = "df928038769506fb66671aced0eb97d45871e169e505ed55a382c744e620550e";

    public static string VectorFolder { get; } = Path.Combine(AppContext.BaseDirectory, "spec-vectors");

    /// <summary>The JSON of a vector's grain.</summary>
    public static string Input(int index) => Row(index).GetProperty("input").GetRawText();

    public static string Hex(int index) => Row(index).GetProperty("blob_hex").GetString()!;

    public static string RowText(int index) => Row(index).GetRawText();

    /// <summary>A grain of our own, as many different ones as needed.</summary>
    public static string Fact(int number) =>
        $$"""{"type":"fact","subject":"s{{number}}","relation":"is","object":"o","confidence":0.5,"created_at":{{1_700_000_000_000 + (number % 7 * 1000)}},"namespace":"n{{number % 30}}"}""";

    private static JsonElement Row(int index)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(VectorFolder, "spec-21.json")));
        return document.RootElement[index].Clone();
    }
}
