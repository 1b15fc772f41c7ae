using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>A grain of a store, as a command line names it: by its content address, or the beginning of that.</summary>
internal static class StoreAddress
{
    internal const string Description = "Its content address, or at least 8 digits of it, which takes a look at every grain";

    private const int MinPrefix = 8;

    /// <summary>The address that a command line gives in full.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    internal static ContentAddress Parse(string text)
    {
        try
        {
            return ContentAddress.ParseReference(text);
        }
        catch (OmsException exception)
        {
            throw new UsageException($"this is not a content address: {text} ({exception.Fault.Message})");
        }
    }

    /// <summary>The address of a grain; of what is given in full, also where the store does not hold it.</summary>
    /// <returns>The address; null where no grain has one that begins like this.</returns>
    /// <exception cref="UsageException">It is none, or several grains have one that begins like this.</exception>
    internal static ContentAddress? Find(DbStore store, string text) =>
        text.Length is >= MinPrefix and < ContentAddress.TextLength && text.All(char.IsAsciiHexDigitLower) ? FindByPrefix(store, text) : Parse(text);

    private static ContentAddress? FindByPrefix(DbStore store, string prefix)
    {
        ContentAddress? found = null;
        foreach (StoredGrain grain in store.Store.ReadAllAsync().ToBlockingEnumerable())
        {
            if (!grain.Address.ToString().StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (found is { } first) throw new UsageException($"the addresses of several grains begin with {prefix}, for example {first} and {grain.Address}");
            found = grain.Address;
        }
        return found;
    }
}
