# nixai in fish. Starts nothing when it is read, and no process until a command of Nix has run.
if status is-interactive; and not set -q __nixai_loaded; and test "$NIXAI_SHELL_INTEGRATION" != off
    set -g __nixai_loaded 1

    # Commands whose failure is explained; NIXAI_SHELL_PATTERN is another regular expression.
    set -l names '(^|[;&|(]) *([A-Za-z_][A-Za-z0-9_]*=[^ ]* +)*((sudo|doas|time|command)( +-[^ ]+)* +)*(nix(-[a-z-]+)?|nixos-[a-z-]+|home-manager|darwin-rebuild|colmena|devenv|nom|nh|nixai +run)'
    set -g __nixai_pattern $names'([ ;&|)]|$)'
    # One that ends the line: after another's failure nothing of Nix's can be explained.
    set -g __nixai_last $names'( ([^;&|"\']|"[^"]*"|\'[^\']*\'|[<>]&)*)?$'
    # What ends as the person's own program or shell in it did.
    set -g __nixai_inner '(nix-shell|nixos-(enter|container)|(nix|nom|colmena|devenv)( +-[^ ]+( +[^ -][^ ]*){0,2})* +(shell|develop|run|repl|fmt|exec|up|test))([ ;&|)]|$)'

    # Where the terminal's memory ends now, in tmux: lines above the screen, and the cursor's line.
    function __nixai_place
        if set -q TMUX_PANE
            tmux display-message -p -t $TMUX_PANE '#{history_size} #{cursor_y} #{history_limit}' 2>/dev/null
        end
    end

    # Keeps what is about to run. fish tells no time by itself, so `date` is asked.
    function __nixai_preexec --on-event fish_preexec
        set -l pattern $__nixai_pattern
        test -n "$NIXAI_SHELL_PATTERN"; and set pattern $NIXAI_SHELL_PATTERN
        if string match -qr -- $pattern "$argv[1]"
            set -g __nixai_command $argv[1]
            set -g __nixai_folder $PWD
            set -g __nixai_start (date +%s)
            set -g __nixai_screen (__nixai_place)
        end
    end

    # Says once that a failure can be explained.
    function __nixai_postexec --on-event fish_postexec
        set -l ended $status
        set -q __nixai_command; or return
        if not contains $ended 0 130 141
            set -g __nixai_failed $__nixai_command
            set -g __nixai_failed_status $ended
            set -g __nixai_failed_folder $__nixai_folder
            set -g __nixai_failed_start $__nixai_start
            set -g __nixai_failed_end (math --scale=0 $__nixai_start + $CMD_DURATION / 1000 + 1)
            set -g __nixai_failed_screen $__nixai_screen
            test -n "$__nixai_screen"; and set -g __nixai_failed_screen "$__nixai_screen "(__nixai_place)
            # Whether it is Nix that failed, and not what it started or what came after it.
            set -l last $__nixai_last
            test -n "$NIXAI_SHELL_PATTERN"; and set last $NIXAI_SHELL_PATTERN
            if contains "$NIXAI_SHELL_INTEGRATION" '' on
                and string match -qr -- $last "$__nixai_failed"
                and not string match -qr -- $__nixai_inner "$__nixai_failed"
                and command -q nixai
                if test -n "$NO_COLOR"; or test "$TERM" = dumb
                    printf 'nixai: %s explains this\n' $__nixai_key >&2
                else
                    printf '\e[2mnixai: %s explains this\e[m\n' $__nixai_key >&2
                end
            end
        end
        set -e __nixai_command
    end

    function nixai-why --description 'Explain the last command of Nix that failed in this shell'
        set -lx NIXAI_LAST_COMMAND "$__nixai_failed"
        set -lx NIXAI_LAST_STATUS "$__nixai_failed_status"
        set -lx NIXAI_LAST_FOLDER "$__nixai_failed_folder"
        set -lx NIXAI_LAST_START "$__nixai_failed_start"
        set -lx NIXAI_LAST_END "$__nixai_failed_end"
        set -lx NIXAI_LAST_SCREEN "$__nixai_failed_screen"
        command nixai shell why $argv
    end

    function nixai_prompt --description 'The generation of NixOS, and whether a reboot is due'
        set -l profile /nix/var/nix/profiles/system
        set -l found
        for link in $profile-*-link
            if test $link -ef $profile
                set -a found (string match -rg -- '-(\d+)-link$' $link)
            end
        end
        # Two generations that are the same system: which of them it is, nobody can see without a process.
        test -n "$found"; or return 0
        test (count $found) = 1; and printf 'nixos %s ' $found
        for part in kernel initrd kernel-modules
            if test -e /run/booted-system/$part; and not test /run/booted-system/$part -ef /run/current-system/$part
                printf 'reboot '
                break
            end
        end
    end

    set -g __nixai_key nixai-why
    if set -q __nixai_wants_key; and contains "$NIXAI_SHELL_INTEGRATION" '' on
        set -g __nixai_key Alt-N
        for mode in default insert
            bind -M $mode \en 'echo; nixai-why </dev/tty; commandline -f repaint'
        end
    end
end
