using OpenMemory.Cli.Conformance.Requirements;

namespace OpenMemory.Cli.Conformance;

/// <summary>A folder of vector files; folders inside it hold other things.</summary>
internal static class VectorFolder
{
    private const string SchemaFile = "schema.json";

    /// <summary>The files of rows in a folder, in order: every .json file but the table of requirements and the schema.</summary>
    internal static string[] RowFiles(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder, "*.json").Where(static path => Path.GetFileName(path) is not (RequirementTable.FileName or SchemaFile))];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
