namespace OpenMemory;

/// <summary>
/// Examines a grain against the rules of the domain profiles that it declares (OMS-A-1). Nothing is thrown and nothing is
/// changed: whoever stores, exports or erases decides. Writing a grain refuses what is forbidden for storing on its own;
/// an examination also judges grains that were read, and rules that only bind a transfer.
/// </summary>
public static class ProfileCheck
{
    /// <summary>Lists what stands against a purpose.</summary>
    /// <param name="grain">The grain; one of a type without a schema declares no profile.</param>
    /// <param name="purpose">What is about to be done with it.</param>
    /// <param name="isEncrypted">Whether the grain is sealed where it is kept or sent (OMS-A.1-2).</param>
    /// <returns>The findings; empty where nothing stands against it.</returns>
    public static IReadOnlyList<ProfileFinding> Examine(Grain grain, ProfilePurpose purpose, bool isEncrypted = false)
    {
        ArgumentNullException.ThrowIfNull(grain);
        if (!Enum.IsDefined(purpose)) throw new ArgumentOutOfRangeException(nameof(purpose));
        if (!grain.Type.HasSchema()) return [];
        ProfileFindings findings = new(new ProfileSubject(grain.Type, grain.Sensitivity, grain.AllFields));
        if (purpose == ProfilePurpose.AutomaticErasure) findings.AddErasure();
        else
        {
            if (purpose == ProfilePurpose.Store) findings.AddStorage();
            if (!isEncrypted) findings.AddPatient();
            if (purpose is ProfilePurpose.Export or ProfilePurpose.Sale) findings.AddTransfer();
            if (purpose == ProfilePurpose.Sale) findings.AddSale();
        }
        return findings.ToArray();
    }
}
