namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Sqlite_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(SqliteGrainStore).Assembly, "tests", "OpenMemory.Store.Sqlite.Tests", "OpenMemory.Store.Sqlite.approved.txt");
}
