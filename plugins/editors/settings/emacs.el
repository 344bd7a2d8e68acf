;; nixai for Nix files. lsp-mode runs it beside nil or nixd; eglot has one server for a file.
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("nixai" "lsp" "--stdio"))
                    :activation-fn (lsp-activate-on "nix")
                    :server-id 'nixai
                    :add-on? t)))
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((nix-mode nix-ts-mode) . ("nixai" "lsp" "--stdio"))))
