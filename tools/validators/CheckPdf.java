import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/** Runs veraPDF over files: {@code CheckPdf FLAVOUR,… FILE…}. Prints a verdict a file and flavour, then the rules that it breaks. */
public class CheckPdf {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            for (String flavour : arguments[0].split(",")) {
                sound &= check(PDFAFlavour.byFlavourId(flavour), file);
            }
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean check(PDFAFlavour flavour, String file) throws Exception {
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour)) {
            ValidationResult result = ValidatorFactory.createValidator(flavour, false).validate(parser);
            System.out.printf("%s %s %s%n", result.isCompliant() ? "PASS" : "FAIL", flavour.getId(), file);
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                RuleId rule = broken.getKey();
                String text = result.getValidationProfile().getRuleByRuleId(rule).getDescription();
                System.out.printf("  %s-%d, %d times: %s%n", rule.getClause(), rule.getTestNumber(), broken.getValue(), text);
            }
            return result.isCompliant();
        }
    }
}
