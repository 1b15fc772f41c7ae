namespace OpenMemory.Store;

/// <summary>The texts under which a grain is named: authors write the first, readers take all, so that a search for one asks for each.</summary>
internal static class ReferenceForms
{
    internal static string[] Of(ContentAddress address) => [$"{address}", $"sha256:{address}", $"grain:sha256:{address}", $"mg:sha256:{address}"];
}
