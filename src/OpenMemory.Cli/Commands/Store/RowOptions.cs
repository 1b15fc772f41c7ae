using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>How many grains an answer lists.</summary>
internal static class RowOptions
{
    private const int Default = 100;

    internal static Option<int> Limit(string description) => new("--limit")
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = static _ => Default,
        CustomParser = Parse,
    };

    private static int Parse(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= GrainQuery.MaxLimit) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--limit is 1 to {GrainQuery.MaxLimit}."));
        return 0;
    }
}
