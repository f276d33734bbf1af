using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Marketo;

/// <summary>What Marketo's codes mean. All but a few errors come with status 200.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/error-codes</remarks>
internal static class MarketoErrors
{
    public const string NoDataFound = "702";

    private const string LeadNotFound = "1004";

    /// <summary>Of a lead that is not in the list, whether it exists or not.</summary>
    private static readonly string[] OutOfList = [LeadNotFound, "1015"];

    private sealed record Rule(DestinationOutcome Outcome, string Message, TimeSpan? Wait = null);

    private static readonly Rule Busy = new(Retry, "Marketo had an error of its own; the call is tried again.");

    private static readonly Rule Token = new(Reconnect, "Marketo refused the access token. Check the custom service and set the destination's clientId and clientSecret.");

    private static readonly Rule Field = new(Stop, "Marketo does not know a lead field, or does not search by it. Check externalIdField and emailHashField.");

    private static readonly Rule Defect = new(Stop, "Marketo refused the call as invalid. If the destination's settings are right, this is a defect: report the code.");

    private static readonly Dictionary<string, Rule> ByCode = new(StringComparer.Ordinal)
    {
        ["413"] = new(Refused, "Marketo refused the call as too large."),
        ["414"] = Defect,
        ["500"] = Busy,
        ["502"] = Busy,
        ["601"] = Token,
        ["602"] = Token,
        ["603"] = new(Stop, "The custom service has no permission for this. Give the role of its API user read-write access to persons and assets, and look at the allowlist of addresses."),
        ["604"] = Busy,
        ["605"] = Defect,
        ["606"] = new(Throttled, "Marketo takes 100 calls in 20 seconds; the batch waits.", TimeSpan.FromSeconds(20)),
        ["608"] = Busy,
        ["609"] = Defect,
        ["610"] = Defect,
        ["611"] = Busy,
        ["612"] = Defect,
        ["613"] = Defect,
        ["614"] = Busy,
        ["615"] = new(Throttled, "Marketo works on ten calls at a time; the batch waits.", TimeSpan.FromSeconds(5)),
        ["616"] = new(Stop, "The Marketo subscription does not include this. Ask Marketo for it."),
        ["701"] = Defect,
        [NoDataFound] = new(Stop, "Marketo found nothing where something was expected. If the destination's settings are right, this is a defect: report the code."),
        ["703"] = new(Stop, "The Marketo subscription does not include this. Ask Marketo for it."),
        ["704"] = Defect,
        ["709"] = new(Stop, "Marketo does not allow a list of this name here. Give the sync another audienceName, and check folderId and folderType."),
        ["710"] = new(Stop, "Marketo does not know the folder. Check folderId and folderType."),
        ["711"] = new(Stop, "Marketo makes no lists in a folder of this kind. Check folderId and folderType."),
        ["713"] = Busy,
        ["719"] = Busy,
        ["1001"] = new(Refused, "Marketo refuses a value as one of the wrong kind."),
        ["1002"] = Defect,
        ["1003"] = new(Refused, "Marketo refuses the values: too many, or more than 1,000 leads match them."),
        ["1006"] = Field,
        ["1008"] = new(Stop, "The custom service may not see the partition of a lead. Give its API user access to the workspace."),
        ["1011"] = Field,
        ["1013"] = new(AudienceMissing, "The list no longer exists at Marketo; it is made anew."),
        ["1014"] = new(Stop, "Marketo could not make the list. Check folderId and folderType, and give the sync another audienceName."),
        ["1017"] = new(Stop, "There is a list of this name that is not ours. Give the sync another audienceName."),
        ["1019"] = new(Throttled, "Somebody imports into the list; the batch waits.", TimeSpan.FromMinutes(1)),
        ["1022"] = new(Stop, "Marketo does not change the list while something else uses it."),
    };

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var answer = PlatformClient.Read(reply.Body, MarketoJson.Default.MarketoAnswer);
        if (reply.IsSuccess && (answer is null || (answer.Success && answer.Errors is not { Count: > 0 })))
        {
            return DestinationResult.Success;
        }

        var code = answer?.Errors is [{ Code: { } given }, ..] ? given : reply.IsSuccess ? "" : $"{reply.Status}";
        return code == "607" ? new DestinationResult(Throttled, code, "The calls that Marketo allows for a day are used up; the batch waits for the next.", UntilMidnight(now))
            : ByCode.TryGetValue(code, out var rule) ? new DestinationResult(rule.Outcome, code, rule.Message, rule.Wait)
            : reply.IsSuccess ? new DestinationResult(Stop, code.Length > 0 ? code : "noSuccess", Defect.Message)
            : StatusRules.Classify(reply, "Marketo", now);
    }

    /// <summary>Why a lead was skipped; null if that is as good as done. Who is skipped and may still be in the list is taken out again by the next run.</summary>
    public static string? ReasonOf(string code, bool isAdd) => (code, isAdd) switch
    {
        (LeadNotFound, true) => "leadNotFound",
        (_, true) => RejectedRow.ByPlatform,
        (_, false) when OutOfList.Contains(code, StringComparer.Ordinal) => null,
        _ => ByCode.ContainsKey(code) ? $"marketo{code}" : RejectedRow.ByPlatform,
    };

    /// <summary>Quotas begin anew at midnight, Central Standard Time.</summary>
    private static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var central = now.ToOffset(TimeSpan.FromHours(-6));
        return TimeSpan.FromDays(1) - central.TimeOfDay;
    }
}
