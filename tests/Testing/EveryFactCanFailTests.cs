using System.Reflection;
using LmmCl.Testing.Tests.Wrong;

namespace LmmCl.Testing.Tests;

/// <summary>One method per fact that is wrong in this one way: the kit says so, and finds no fault with the rest.</summary>
public class EveryFactCanFailTests
{
    private static readonly Dictionary<Type, string> wrong = new()
    {
        [typeof(NamesWhatNoGradientReaches)] = nameof(MethodConformance.What_it_names_is_what_trains),
        [typeof(ChangesWhatItDidNotName)] = nameof(MethodConformance.What_it_does_not_name_stays_bit_for_bit),
        [typeof(DrawsWithoutSeed)] = nameof(MethodConformance.The_same_seed_ends_in_the_same_result_whatever_was_drawn_before),
        [typeof(ForgetsACounter)] = nameof(MethodConformance.Cancelled_and_resumed_at_any_step_it_ends_as_if_never_stopped),
        [typeof(KeepsAWrappersTensor)] = nameof(MethodConformance.With_activation_checkpointing_it_ends_in_the_same_bits),
        [typeof(TakesEveryModelForFloat32)] = nameof(MethodConformance.In_bfloat16_its_losses_are_finite),
        [typeof(KeepsTensors)] = nameof(MethodConformance.It_leaves_no_tensor_behind),
        [typeof(MeansPerMicroBatch)] = nameof(MethodConformance.The_loss_is_one_finite_number_however_a_step_is_cut),
        [typeof(LosesWhatItLearned)] = nameof(MethodConformance.What_it_learned_survives_save_and_load),
        [typeof(RemembersInAStaticField)] = nameof(MethodConformance.A_second_stage_needs_only_what_the_first_wrote),
        [typeof(LeavesAWrapper)] = nameof(MethodConformance.The_model_is_left_in_the_shape_it_came_in),
        [typeof(NamesAVariantThatItCannotAttach)] = nameof(MethodConformance.Every_variant_that_it_names_can_be_attached),
        [typeof(WritesFilesThatItDoesNotDeclare)] = nameof(MethodConformance.It_does_what_its_capabilities_say_and_no_more),
        [typeof(DeclaresATeacherThatItNeverAsks)] = nameof(MethodConformance.It_does_what_its_capabilities_say_and_no_more),
        [typeof(HidesItsConstructor)] = nameof(MethodConformance.The_host_finds_it_and_can_make_it),
        [typeof(DescribesAnotherVersion)] = nameof(MethodConformance.It_describes_itself_as_plugin_json_does),
        [typeof(HasADefaultOutOfItsRange)] = nameof(MethodConformance.Its_settings_have_valid_defaults_and_refuse_unknown_keys),
        [typeof(WaitsAfterCancellation)] = nameof(MethodConformance.Cancelled_while_it_prepares_or_finishes_it_stops_soon),
    };

    public static TheoryData<string> Wrong() => [.. wrong.Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_method_that_is_wrong_in_one_way_fails_the_fact_that_says_so_and_no_other(string method)
    {
        var (type, fact) = wrong.Single(pair => pair.Key.Name == method);

        var failed = new List<string>();
        foreach (var candidate in Facts())
        {
            if (await Fails(candidate, new WrongConformance(type)))
            {
                failed.Add(candidate.Name);
            }
        }

        Assert.Equal([fact], failed);
    }

    [Fact]
    public void Every_fact_has_a_method_that_fails_it() =>
        Assert.Equal(Facts().Select(fact => fact.Name).Order(), wrong.Values.Distinct().Order());

    private static IEnumerable<MethodInfo> Facts() =>
        typeof(MethodConformance).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)));

    private static async Task<bool> Fails(MethodInfo fact, MethodConformance conformance)
    {
        try
        {
            await (fact.Invoke(conformance, null) as Task ?? Task.CompletedTask);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }
}
