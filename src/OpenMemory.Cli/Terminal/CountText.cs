using System.Globalization;

namespace OpenMemory.Cli.Terminal;

/// <summary>A number of things, as a person would write it.</summary>
internal static class CountText
{
    /// <summary><c>1 grain</c>, <c>2 grains</c>.</summary>
    internal static string Of(long count, string one) => Of(count, one, one + "s");

    /// <summary><c>1 entry</c>, <c>2 entries</c>.</summary>
    internal static string Of(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
