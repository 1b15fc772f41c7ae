namespace OpenMemory.Store.Sqlite;

/// <summary>Finds the grains that may be about a person: what begins with the identity, the person's tokens, and what nobody can judge.</summary>
internal static class SubjectSearch
{
    /// <summary>The numbers of the grains, in the order of arrival; the selector has the last word on each.</summary>
    internal static SortedSet<long> Find(Connection connection, SubjectSelector selector)
    {
        SortedSet<long> found = [];
        if (selector.IncludesMentions) Collect(connection, TermField.All, default, found); // they may stand anywhere
        else
        {
            Collect(connection, TermField.Unjudged, default, found);
            foreach (TermField field in TermFields.OfPersons)
            {
                foreach (long term in TermTable.FindBeginning(connection, field, selector.Identity)) PostingTable.Collect(connection, term, found);
            }
        }
        Span<byte> name = stackalloc byte[GrainTerms.TokenBytes];
        Span<byte> token = stackalloc byte[SealedView.TokenBytes];
        foreach (Erasure.UserSaltName of in selector.Names)
        {
            of.Token.CopyTo(token);
            GrainTerms.WriteToken(token, of.MasterKeyVersion, name);
            Collect(connection, TermField.Token, name, found);
        }
        return found;
    }

    private static void Collect(Connection connection, TermField field, ReadOnlySpan<byte> text, SortedSet<long> found)
    {
        long term = TermTable.Find(connection, field, text);
        if (term != 0) PostingTable.Collect(connection, term, found);
    }
}
