# Names the package that has a program that is not there; else whoever answered before does.
if status is-interactive; and not set -q __nixai_not_found
    set -g __nixai_not_found 1
    functions -q fish_command_not_found; and functions -c fish_command_not_found __nixai_not_found_before
    function fish_command_not_found
        command -q nixai; and command nixai shell not-found --offline -- $argv[1]; and return
        if functions -q __nixai_not_found_before
            __nixai_not_found_before $argv
        else
            __fish_default_command_not_found_handler $argv
        end
    end
end
