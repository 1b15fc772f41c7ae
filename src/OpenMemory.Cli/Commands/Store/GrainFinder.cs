using System.Globalization;

namespace OpenMemory.Cli.Commands;

/// <summary>Finds the grain that a command line names: by its index in the file, its content address, or the beginning of that.</summary>
internal static class GrainFinder
{
    internal const string Description = "Its index, counted from 0, or its content address, of which 8 digits will do";

    private const int MinPrefix = 8;

    /// <exception cref="UsageException">There is no such grain, or more than one.</exception>
    internal static int Find(MgFileReader reader, string text)
    {
        bool isNumber = uint.TryParse(text.Length < 20 ? text : "", NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        if (isNumber && number < reader.Count) return (int)number;
        if (text.Length is >= MinPrefix and < ContentAddress.TextLength && text.All(char.IsAsciiHexDigitLower)) return FindByPrefix(reader, text);
        if (isNumber) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"there is no grain {number}: the file has {reader.Count}, counted from 0"));
        ContentAddress address;
        try
        {
            address = ContentAddress.ParseReference(text);
        }
        catch (OmsException exception)
        {
            throw new UsageException($"this is neither an index nor a content address: {text} ({exception.Fault.Message})");
        }
        return reader.TryFind(address, out int index) ? index : throw new UsageException($"no grain of the file has the address {address}");
    }

    private static int FindByPrefix(MgFileReader reader, string prefix)
    {
        int found = -1;
        ContentAddress first = default;
        for (int i = 0; i < reader.Count; i++)
        {
            ContentAddress address = reader.GetAddress(i);
            if (!address.ToString().StartsWith(prefix, StringComparison.Ordinal) || (found >= 0 && address == first)) continue;
            if (found >= 0) throw new UsageException($"the addresses of several grains begin with {prefix}, for example {first} and {address}");
            (found, first) = (i, address);
        }
        return found >= 0 ? found : throw new UsageException($"no grain of the file has an address that begins with {prefix}");
    }
}
