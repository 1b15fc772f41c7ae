namespace OpenMemory.Benchmarks;

/// <summary>The README's table, which stands between two marks and is made from the committed results.</summary>
internal static class ReadmeTable
{
    /// <summary>The command that writes it.</summary>
    internal const string Command = "dotnet run -c Release --project benchmarks/OpenMemory.Benchmarks -- readme";

    private const string Begin = "<!-- table -->\n", End = "<!-- /table -->";

    /// <summary>The table of every processor's folder, the newest.</summary>
    /// <param name="resultsFolder">The folder of the processors' folders.</param>
    /// <exception cref="InvalidDataException">No folder holds a table.</exception>
    internal static (string Folder, ResultSet Set) Newest(string resultsFolder)
    {
        string[] files = Directory.GetFiles(resultsFolder, TableProgram.FileName + ".json", SearchOption.AllDirectories);
        if (files.Length == 0) throw new InvalidDataException($"{resultsFolder} holds no {TableProgram.FileName}.json");
        return files.Select(static file => (Folder: Path.GetFileName(Path.GetDirectoryName(file)!), Set: ResultSet.Read(file)))
            .OrderByDescending(static one => one.Set.Date, StringComparer.Ordinal).ThenBy(static one => one.Folder, StringComparer.Ordinal).First();
    }

    /// <summary>What stands between the marks.</summary>
    internal static string Text(ResultSet set) => $"{TableText.MachineLine(set)}:\n\n{TableText.Table(set, withDetails: false)}";

    /// <summary>The README with another table.</summary>
    /// <exception cref="InvalidDataException">It has no marks.</exception>
    internal static string Replace(string readme, ResultSet set)
    {
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal), end = readme.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidDataException("The README has no marks for the table.");
        return readme[..(begin + Begin.Length)] + Text(set) + readme[end..];
    }

    /// <summary><c>readme</c>: writes the table into the README of the checkout that the working folder is in.</summary>
    internal static int Run()
    {
        string root = Checkout.Root, readme = Path.Combine(root, "README.md");
        (string folder, ResultSet set) = Newest(Checkout.Results);
        File.WriteAllText(readme, Replace(File.ReadAllText(readme).ReplaceLineEndings("\n"), set));
        Console.WriteLine($"README.md has the table of {folder}");
        return 0;
    }
}
