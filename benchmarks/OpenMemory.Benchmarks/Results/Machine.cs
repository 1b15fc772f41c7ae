using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenMemory.Benchmarks;

/// <summary>What figures were measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Vectors">AVX-512, AVX2 or none: the widest that batches can use.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Runtime">The version of .NET.</param>
internal sealed partial record Machine(string Processor, string Vectors, int Cores, string Runtime)
{
    /// <summary>This one.</summary>
    internal static Machine Current { get; } = new(
        NameOf(Field("vendor_id"), Field("model name"), Field("cpu family"), Field("model")),
        LanePaths.IsSupported(LanePath.Lanes16) ? "AVX-512" : LanePaths.IsSupported(LanePath.Lanes8) ? "AVX2" : "none", Environment.ProcessorCount, $".NET {Environment.Version}");

    /// <summary>The folder of its results: the name in small letters and hyphens.</summary>
    internal string Folder => NotWord().Replace(Processor.ToLowerInvariant().Replace("(r)", "", StringComparison.Ordinal), "-").Trim('-');

    /// <summary>The model's name, and of AMD the generation, which virtual machines leave out of the name.</summary>
    internal static string NameOf(string vendor, string model, string family, string number)
    {
        if (model.Length == 0) return System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        if (vendor != "AuthenticAMD" || !int.TryParse(number, CultureInfo.InvariantCulture, out int id)) return model;
        string? generation = (family, id >> 4) switch
        {
            ("23", < 3) => "Zen",
            ("23", _) => "Zen2",
            ("25", 1 or 6 or 7 or 10) => "Zen4",
            ("25", _) => "Zen3",
            ("26", _) => "Zen5",
            _ => null,
        };
        return generation is null ? model : $"{model} ({generation})";
    }

    private static string Field(string name)
    {
        if (!File.Exists("/proc/cpuinfo")) return "";
        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.Split(':')[0].Trim() == name);
        return line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
