using System.Globalization;

namespace OpenMemory.Fuzzing;

/// <summary>How many cases had which outcome.</summary>
internal sealed class FuzzTally
{
    private readonly long[] _byCode = new long[byte.MaxValue + 1];

    internal long Cases => _byCode.Sum();

    internal long Accepted => _byCode[(int)OmsErrorCode.None];

    /// <summary>How often there was an outcome.</summary>
    internal long this[OmsErrorCode outcome] => _byCode[(int)outcome];

    internal void Add(OmsErrorCode outcome) => _byCode[(int)outcome]++;

    internal void Add(FuzzTally other)
    {
        for (int i = 0; i < _byCode.Length; i++) _byCode[i] += other._byCode[i];
    }

    /// <summary>One line: cases, accepted, refused by code.</summary>
    public override string ToString()
    {
        IEnumerable<string> refused = Enum.GetValues<OmsErrorCode>()
            .Where(code => code != OmsErrorCode.None && _byCode[(int)code] > 0)
            .Select(code => string.Create(CultureInfo.InvariantCulture, $"{code.ToText()} {_byCode[(int)code]}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Cases} cases, {Accepted} accepted, {Cases - Accepted} refused ({string.Join(", ", refused)})");
    }
}
