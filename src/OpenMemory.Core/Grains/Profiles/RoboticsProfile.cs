namespace OpenMemory;

/// <summary>Robots in the physical world (A.4).</summary>
public sealed record RoboticsProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public RoboticsProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>rob:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public RoboticsProfile(OmsMap map)
        : base(DomainProfile.Robotics, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Robotics;

    /// <summary><c>rob:robot_id</c>: URI or DID of the robot; recommended.</summary>
    public string? RobotId
    {
        get => GetText("rob:robot_id");
        init => Set("rob:robot_id", value);
    }

    /// <summary><c>rob:pose</c>: <c>x y z roll pitch yaw</c> in the frame of reference.</summary>
    public OmsMap? Pose
    {
        get => GetMap("rob:pose");
        init => Set("rob:pose", value);
    }

    /// <summary><c>rob:velocity</c>: <c>vx vy vz</c>, metres per second.</summary>
    public OmsMap? Velocity
    {
        get => GetMap("rob:velocity");
        init => Set("rob:velocity", value);
    }

    /// <summary><c>rob:map_id</c>: Map or model of the surroundings.</summary>
    public string? MapId
    {
        get => GetText("rob:map_id");
        init => Set("rob:map_id", value);
    }

    /// <summary><c>rob:mission_id</c>: Mission or task.</summary>
    public string? MissionId
    {
        get => GetText("rob:mission_id");
        init => Set("rob:mission_id", value);
    }

    /// <summary><c>rob:battery_pct</c>: Charge, 0 … 100 percent.</summary>
    public double? BatteryPct
    {
        get => GetFloat("rob:battery_pct");
        init => Set("rob:battery_pct", Number(value, static number => number));
    }

    /// <summary><c>rob:safety_state</c>: <c>normal</c>, <c>warning</c>, <c>emergency_stop</c> or <c>recovery</c>.</summary>
    public string? SafetyState
    {
        get => GetText("rob:safety_state");
        init => Set("rob:safety_state", value);
    }

    /// <summary><c>rob:hardware_rev</c>: Revision of the hardware.</summary>
    public string? HardwareRev
    {
        get => GetText("rob:hardware_rev");
        init => Set("rob:hardware_rev", value);
    }

    /// <summary><c>rob:firmware_ver</c>: Version of the firmware.</summary>
    public string? FirmwareVer
    {
        get => GetText("rob:firmware_ver");
        init => Set("rob:firmware_ver", value);
    }

    /// <summary><c>rob:contact_forces</c>: Readings of force and torque at contact points.</summary>
    public OmsMap? ContactForces
    {
        get => GetMap("rob:contact_forces");
        init => Set("rob:contact_forces", value);
    }

    /// <summary><c>rob:coordinate_frame</c>: Frame of reference, for example <c>base_link</c>.</summary>
    public string? CoordinateFrame
    {
        get => GetText("rob:coordinate_frame");
        init => Set("rob:coordinate_frame", value);
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static RoboticsProfile? Of(Grain grain) => Read(grain, DomainProfile.Robotics, static map => new RoboticsProfile(map));
}
