namespace OpenMemory.Tests;

/// <summary>The public surface is an approved text: a change fails until the text is changed with it.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Core_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(GrainBlob).Assembly, "tests", "OpenMemory.Core.Tests", "Repository", "OpenMemory.Core.approved.txt");
}
