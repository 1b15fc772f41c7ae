namespace OpenMemory;

/// <summary>Domain profiles of grains (Appendix A).</summary>
public static class ProfileExtensions
{
    /// <summary>Whether a grain declares a profile, that is, has its tag.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="profile">The profile.</param>
    /// <returns>Whether the tag is among the structural tags.</returns>
    public static bool Declares(this Grain grain, DomainProfile profile)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(profile);
        return grain.StructuralTags?.Contains(profile.Tag) == true;
    }

    /// <summary>
    /// A copy of a grain that declares a profile and has exactly these fields of it. They stand in the <c>context</c>, beside
    /// the grain's other entries; those of the integration profile stand in the <c>config</c> of a Trigger. A State's
    /// context is its snapshot: the fields stand in it as well, told apart by their prefix. Fields of the profile that stood
    /// at the top level are taken from there.
    /// </summary>
    /// <typeparam name="TGrain">The kind of grain.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="profile">The fields; those of the profile that it lacks are removed from the grain.</param>
    /// <returns>The copy; the grain itself where nothing changes.</returns>
    /// <exception cref="ArgumentException">The grain is of a type without a schema.</exception>
    public static TGrain With<TGrain>(this TGrain grain, ProfileFields profile)
        where TGrain : Grain
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(profile);
        if (!grain.Type.HasSchema()) throw new ArgumentException("A grain without a schema has no place for a profile.", nameof(grain));
        DomainProfile which = profile.Profile;
        OmsMap fields = profile.ToMap();
        Grain changed = grain;
        if (changed is Trigger trigger && which == DomainProfile.Integration)
        {
            OmsMap? config = Replace(trigger.Config, which, fields);
            if (!Equals(config, trigger.Config)) changed = trigger with { Config = config };
            fields = OmsMap.Empty;
        }
        OmsMap? context = Replace(changed.Context, which, fields);
        if (!Equals(context, changed.Context)) changed = changed with { Context = context };
        if (changed.Extra.Keys.Any(which.Owns)) changed = changed with { Extra = ProfileFields.Beside(which, changed.Extra) };
        if (!changed.Declares(which)) changed = changed with { StructuralTags = [.. changed.StructuralTags ?? [], which.Tag] };
        return (TGrain)changed;
    }

    /// <summary>The map with other fields of the profile; an empty one that the author set stays (OMS-4.5-4).</summary>
    private static OmsMap? Replace(OmsMap? map, DomainProfile which, OmsMap fields)
    {
        if (map is null) return fields.Count == 0 ? null : fields;
        OmsMap replaced = new(ProfileFields.Beside(which, map).Concat(fields));
        return replaced.Count == 0 && map.Count > 0 ? null : replaced;
    }
}
