using System.Globalization;
using OpenMemory.Cli.Terminal;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Commands;

/// <summary>Says on standard error which hidden fields may be guessed from their hashes, which are unsalted (§10).</summary>
internal sealed class RiskNote
{
    // By field: how often, and the worst case. Fields of other names than the specification's are named on the command line or in a policy.
    private readonly SortedDictionary<string, (long Count, ElisionRisk Worst)> _fields = new(StringComparer.Ordinal);

    internal void Add(IEnumerable<ElisionRisk> risks)
    {
        foreach (ElisionRisk risk in risks)
        {
            if (risk.Risk == GuessRisk.Low) continue;
            (long count, ElisionRisk worst) = _fields.GetValueOrDefault(risk.Field, (0, risk));
            _fields[risk.Field] = (count + 1, risk.GuessBits < worst.GuessBits ? risk : worst);
        }
    }

    /// <summary>Prints a line for each field; nothing where no value is easily guessed.</summary>
    internal void Print(CommandContext context)
    {
        foreach ((string field, (long count, ElisionRisk worst)) in _fields)
        {
            string times = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", in {count} grains");
            context.Error.WriteLine(PlainText.Clean(string.Create(
                CultureInfo.InvariantCulture, $"{field} can be guessed from its hash ({worst.Risk.ToString().ToLowerInvariant()} risk, about {worst.GuessBits:F0} bits{times}): {worst.Reason}")));
        }
    }
}
