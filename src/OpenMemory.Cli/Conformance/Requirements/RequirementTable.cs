using System.Text.Json;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Conformance.Requirements;

/// <summary>The requirements of the specification, each with the vectors of one folder that show it.</summary>
internal sealed class RequirementTable
{
    internal const string FileName = "requirements.json";

    private readonly string _folder;

    private RequirementTable(string folder, IReadOnlyList<Requirement> requirements)
    {
        _folder = folder;
        Requirements = requirements;
    }

    internal IReadOnlyList<Requirement> Requirements { get; }

    /// <summary>Reads the table of a folder.</summary>
    /// <exception cref="UsageException">There is no such folder, or no table in it.</exception>
    /// <exception cref="VectorFileException">The table is not in its schema.</exception>
    internal static RequirementTable Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"no such folder: {folder}");
        using JsonDocument document = Parse(Path.Combine(folder, FileName));
        return new RequirementTable(folder, [.. document.RootElement.EnumerateArray().Select(static element => Read(new VectorRow(element)))]);
    }

    /// <summary>What is wrong with the table: numbers that occur twice, rows that do not exist, requirements left open.</summary>
    /// <exception cref="VectorFileException">A file of rows is not in its schema.</exception>
    internal IEnumerable<string> Problems()
    {
        Dictionary<string, HashSet<string>?> rows = new(StringComparer.Ordinal);
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (Requirement requirement in Requirements)
        {
            if (!ids.Add(requirement.Id)) yield return $"{requirement.Id} occurs twice";
            foreach (VectorReference reference in requirement.Accepts.Concat(requirement.Rejects))
            {
                if (!rows.TryGetValue(reference.File, out HashSet<string>? names)) rows.Add(reference.File, names = RowsOf(reference.File));
                if (names is null) yield return $"{requirement.Id}: there is no file {reference.File}";
                else if (!names.Contains(reference.Row)) yield return $"{requirement.Id}: there is no row {reference}";
            }
            if (requirement.NeedsVectors && !requirement.IsCovered && !requirement.IsExplained)
                yield return $"{requirement.Id} has neither vectors both ways nor a reason";
        }
    }

    private static Requirement Read(VectorRow row) => new()
    {
        Id = row.Text("id"),
        Section = row.Text("section"),
        Keyword = row.Text("keyword"),
        Level = row.Text("level"),
        Capability = row.Has("capability") ? row.Text("capability") : null,
        Text = row.Text("text"),
        Accepts = References(row, "accepts"),
        Rejects = References(row, "rejects"),
        Reason = row.Has("reason") ? row.Text("reason") : null,
    };

    private static VectorReference[] References(VectorRow row, string member) => row[member].ValueKind == JsonValueKind.Array
        ? [.. row[member].EnumerateArray().Select(static element => VectorReference.Parse(element.ToString()))]
        : throw new VectorFileException($"{member} is not an array");

    private HashSet<string>? RowsOf(string file)
    {
        // A name with a path in it is not a file of this folder.
        if (Path.GetFileName(file) != file || !File.Exists(Path.Combine(_folder, file))) return null;
        using JsonDocument document = Parse(Path.Combine(_folder, file));
        return [.. document.RootElement.EnumerateArray().Select(static element => new VectorRow(element).Name)];
    }

    private static JsonDocument Parse(string path)
    {
        using FileStream stream = InputFile.OpenRead(path);
        return ConformanceRunner.Parse(Path.GetFileName(path), stream);
    }
}
