namespace OpenMemory.Store.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Store_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(IGrainStore).Assembly, "tests", "OpenMemory.Store.Tests", "OpenMemory.Store.approved.txt");
}
